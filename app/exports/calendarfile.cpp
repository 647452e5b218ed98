// SPDX-License-Identifier: GPL-3.0-or-later
#include "exports/calendarfile.h"

#include "core/logging.h"

#include <QDateTime>
#include <QLibrary>

#include <libical/ical.h>

#include <chrono>

namespace pinweek {

namespace {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

constexpr int abi = 3;
/** A pin has no length; calendars draw what has none as a hair, or as a day. */
constexpr auto shownLength = 15min;

icaltimetype icalTime(UtcTime time)
{
    const QDateTime at = toDateTime(time).toUTC();
    icaltimetype value{};
    value.year = at.date().year();
    value.month = at.date().month();
    value.day = at.date().day();
    value.hour = at.time().hour();
    value.minute = at.time().minute();
    value.second = at.time().second();
    return value;
}

/** Without what a line of iCalendar may not hold. */
QByteArray plain(QString text)
{
    text.replace(u"\r\n"_s, u"\n"_s);
    text.removeIf([](QChar c) { return c < u' ' && c != u'\n' && c != u'\t'; });
    return text.toUtf8();
}

} // namespace

struct CalendarFile::Library
{
    Library() : file(u"ical"_s, abi)
    {
        const auto find = [this](auto &function, const char *name) {
            function =
                reinterpret_cast<std::remove_reference_t<decltype(function)>>(file.resolve(name));
            return function != nullptr;
        };
        isFound =
            find(componentNew, "icalcomponent_new_vevent") &&
            find(componentFree, "icalcomponent_free") &&
            find(addProperty, "icalcomponent_add_property") &&
            find(asString, "icalcomponent_as_ical_string_r") &&
            find(release, "icalmemory_free_buffer") && find(utc, "icaltimezone_get_utc_timezone") &&
            find(uid, "icalproperty_new_uid") && find(stamp, "icalproperty_new_dtstamp") &&
            find(changed, "icalproperty_new_lastmodified") &&
            find(start, "icalproperty_new_dtstart") && find(end, "icalproperty_new_dtend") &&
            find(summary, "icalproperty_new_summary") &&
            find(description, "icalproperty_new_description") &&
            find(url, "icalproperty_new_url") &&
            find(propertyAsString, "icalproperty_as_ical_string_r") &&
            find(propertyFree, "icalproperty_free") && find(status, "icalproperty_new_status") &&
            find(transparency, "icalproperty_new_transp");
        if (!isFound)
            qCWarning(logCore).noquote() << "libical can't be loaded:" << file.errorString();
    }
    ~Library() { file.unload(); }
    Q_DISABLE_COPY_MOVE(Library)

    QLibrary file;
    bool isFound = false;
    decltype(&icalcomponent_new_vevent) componentNew = nullptr;
    decltype(&icalcomponent_free) componentFree = nullptr;
    decltype(&icalcomponent_add_property) addProperty = nullptr;
    decltype(&icalcomponent_as_ical_string_r) asString = nullptr;
    decltype(&icalmemory_free_buffer) release = nullptr;
    decltype(&icaltimezone_get_utc_timezone) utc = nullptr;
    decltype(&icalproperty_new_uid) uid = nullptr;
    decltype(&icalproperty_new_dtstamp) stamp = nullptr;
    decltype(&icalproperty_new_lastmodified) changed = nullptr;
    decltype(&icalproperty_new_dtstart) start = nullptr;
    decltype(&icalproperty_new_dtend) end = nullptr;
    decltype(&icalproperty_new_summary) summary = nullptr;
    decltype(&icalproperty_new_description) description = nullptr;
    decltype(&icalproperty_new_url) url = nullptr;
    decltype(&icalproperty_as_ical_string_r) propertyAsString = nullptr;
    decltype(&icalproperty_free) propertyFree = nullptr;
    decltype(&icalproperty_new_status) status = nullptr;
    decltype(&icalproperty_new_transp) transparency = nullptr;

    /** libical takes a comma in a category for the end of it, and offers no other way; escaped and
     * folded it is right in a text, whose name is a letter longer. */
    [[nodiscard]] QByteArray category(const QString &name) const
    {
        icalproperty *property = description(plain(name).constData());
        char *text = propertyAsString(property);
        QByteArray line(text);
        release(text);
        propertyFree(property);
        return line.replace(0, qstrlen("DESCRIPTION"), "CATEGORIES");
    }

    [[nodiscard]] icaltimetype moment(UtcTime time) const
    {
        icaltimetype value = icalTime(time);
        value.zone = utc();
        return value;
    }
};

CalendarFile::CalendarFile(UtcTime now) : m_library(std::make_unique<Library>()), m_now(now) {}

CalendarFile::~CalendarFile() = default;

Result<void> CalendarFile::found() const
{
    if (m_library->isFound)
        return {};
    return fail(ErrorKind::Storage, u"The calendar needs libical, which is not installed (on "
                                    "Debian: the package libical3)."_s);
}

QByteArray CalendarFile::begin() const
{
    return "BEGIN:VCALENDAR\r\n"
           "VERSION:2.0\r\n"
           "PRODID:-//Pinweek//Pinweek " PINWEEK_VERSION "//EN\r\n"
           "CALSCALE:GREGORIAN\r\n"
           "METHOD:PUBLISH\r\n"
           "X-WR-CALNAME:Pinweek\r\n";
}

QByteArray CalendarFile::event(const CalendarEvent &event) const
{
    const Library &ical = *m_library;
    icalcomponent *component = ical.componentNew();
    const auto add = [&](icalproperty *property) { ical.addProperty(component, property); };
    add(ical.uid(plain(event.uid).constData()));
    add(ical.stamp(ical.moment(m_now)));
    add(ical.changed(ical.moment(event.changed)));
    add(ical.start(ical.moment(event.at)));
    add(ical.end(ical.moment(event.at + shownLength)));
    add(ical.summary(plain(event.title).constData()));
    if (!event.description.isEmpty())
        add(ical.description(plain(event.description).constData()));
    if (!event.link.isEmpty())
        add(ical.url(plain(event.link).constData()));
    add(ical.status(event.isFirm ? ICAL_STATUS_CONFIRMED : ICAL_STATUS_TENTATIVE));
    add(ical.transparency(ICAL_TRANSP_TRANSPARENT)); // nobody is busy meanwhile
    char *text = ical.asString(component);
    QByteArray written(text);
    ical.release(text);
    ical.componentFree(component);
    if (!event.board.isEmpty())
        written.insert(written.lastIndexOf("END:VEVENT"), ical.category(event.board));
    return written;
}

QByteArray CalendarFile::end() const
{
    return "END:VCALENDAR\r\n";
}

} // namespace pinweek
