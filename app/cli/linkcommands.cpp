// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/cli.h"
#include "core/endsignals.h"
#include "links/linkchecks.h"
#include "model/plannedlink.h"
#include "model/weblink.h"
#include "planner/linksurvey.h"
#include "store/pinstore.h"
#include "store/store.h"
#include "text/linktexts.h"
#include "text/texts.h"
#include "workspace/workspace.h"

#include <QJsonArray>
#include <QMap>

#include <CLI/CLI.hpp>

namespace pinweek {

namespace {

constexpr int pageSize = 500;

/** Links with the pins that have them. */
using Links = QMap<QString, QList<PinId>>;

/** Of pins that are still to go out, in the order of the links. */
Result<Links> plannedLinks(Workspace &workspace, const std::optional<UtcTime> &from,
                           const std::optional<UtcTime> &to)
{
    Links links;
    for (const PinStatus status :
         {PinStatus::Draft, PinStatus::Scheduled, PinStatus::Failed, PinStatus::Blocked}) {
        for (int offset = 0;; offset += pageSize) {
            const Result<QList<Pin>> page =
                workspace.store().pins().list({}, status, from, to, {}, pageSize, offset);
            if (!page)
                return fail(page.error());
            for (const Pin &pin : *page) {
                if (isWebAddress(pin.content.link))
                    links[pin.content.link.trimmed()].append(pin.id);
            }
            if (page->size() < pageSize)
                break;
        }
    }
    return links;
}

QJsonObject reportJson(const LinkReport &report, const QList<PinId> &pins)
{
    QJsonArray hops;
    for (const LinkHop &hop : report.hops)
        hops.append(QJsonObject{{QStringLiteral("address"), hop.address},
                                {QStringLiteral("status"), hop.status}});
    QJsonArray ids;
    for (const PinId id : pins)
        ids.append(id.toString());
    return {{QStringLiteral("link"), report.link},
            {QStringLiteral("verdict"), linkVerdictName(report.verdict)},
            {QStringLiteral("broken"), isBroken(report.verdict)},
            {QStringLiteral("status"),
             report.status() > 0 ? QJsonValue(report.status()) : QJsonValue()},
            {QStringLiteral("final_address"), report.finalAddress()},
            {QStringLiteral("hops"), hops},
            {QStringLiteral("https"), !isUnencrypted(report.link)},
            {QStringLiteral("shortened"), isShortener(report.link)},
            {QStringLiteral("checked_at"), toIso(report.checkedAt)},
            {QStringLiteral("message"), linkReportText(report)},
            {QStringLiteral("pins"), ids}};
}

/** Looks at all of them, prints each as it is known, and ends the command after the last. */
class CheckLinks : public QObject
{
public:
    CheckLinks(Cli &cli, const Links &links) : QObject(&cli), m_cli(cli), m_links(links) {}

    void start()
    {
        LinkChecks &checks = m_cli.workspace().linkChecks();
        connect(&m_signals, &EndSignals::endWanted, this, [this, &checks] {
            m_cancelled = true;
            checks.cancel();
        });
        connect(&checks, &LinkChecks::changed, this, [this, &checks](const QString &link) {
            if (!checks.isChecking(link) && m_links.contains(link) && !m_done.contains(link))
                finished(link);
        });
        m_cli.printMessage(Cli::tr("Checking %n link(s)…", nullptr, int(m_links.size())));
        if (m_links.isEmpty())
            end();
        const QStringList all = m_links.keys();
        for (const QString &link : all)
            checks.check(link);
    }

private:
    void finished(const QString &link)
    {
        m_done.insert(link);
        const std::optional<LinkReport> report = m_cli.workspace().linkChecks().report(link);
        if (report && !m_cancelled) {
            m_broken |= isBroken(report->verdict);
            m_items.append(reportJson(*report, m_links.value(link)));
            if (!m_cli.json)
                print(*report);
        }
        if (m_done.size() == m_links.size())
            end();
    }

    void print(const LinkReport &report)
    {
        m_cli.printLine(
            QStringLiteral("%1  %2").arg(linkVerdictName(report.verdict), -17).arg(report.link));
        if (report.verdict != LinkVerdict::Good || report.isRedirected())
            m_cli.printLine(QStringLiteral("    ") + linkReportText(report));
        if (isShortener(report.link))
            m_cli.printLine(QStringLiteral("    ") + checkText(PinCheck::LinkShortened));
        else if (isUnencrypted(report.link))
            m_cli.printLine(QStringLiteral("    ") + checkText(PinCheck::LinkUnencrypted));
        if (looksLikeAnotherSite(report.link))
            m_cli.printLine(QStringLiteral("    %1 (%2)")
                                .arg(checkText(PinCheck::LinkLookAlike), networkHost(report.link)));
    }

    void end()
    {
        if (m_cli.json)
            m_cli.printJson({{QStringLiteral("items"), m_items}});
        m_cli.exitAfter(m_cancelled, m_broken);
    }

    Cli &m_cli;
    EndSignals m_signals;
    Links m_links;
    QSet<QString> m_done;
    QJsonArray m_items;
    bool m_broken = false;
    bool m_cancelled = false;
};

QJsonObject rowJson(const LinkRow &row)
{
    QJsonObject json{{QStringLiteral("address"), row.address},
                     {QStringLiteral("links"), QJsonArray::fromStringList(row.links)},
                     {QStringLiteral("pins"), row.pins},
                     {QStringLiteral("first_due"),
                      row.firstDue ? QJsonValue(toIso(*row.firstDue)) : QJsonValue()},
                     {QStringLiteral("broken"), row.state == LinkState::Broken},
                     {QStringLiteral("https"), !isUnencrypted(row.address)},
                     {QStringLiteral("shortened"), isShortener(row.address)},
                     {QStringLiteral("message"), linkRowText(row)},
                     {QStringLiteral("verdict"), QJsonValue()},
                     {QStringLiteral("checked_at"), QJsonValue()},
                     {QStringLiteral("status"), QJsonValue()},
                     {QStringLiteral("final_address"), QJsonValue()},
                     {QStringLiteral("rich_pin"), QJsonValue()}};
    if (row.report) {
        json[QLatin1String("verdict")] = linkVerdictName(row.report->verdict);
        json[QLatin1String("checked_at")] = toIso(row.report->checkedAt);
        json[QLatin1String("status")] =
            row.report->status() > 0 ? QJsonValue(row.report->status()) : QJsonValue();
        json[QLatin1String("final_address")] = row.report->finalAddress();
    }
    if (row.page && row.page->isPage) {
        QJsonArray missing;
        for (const RichPinGap &gap : row.page->richPin.missing)
            missing.append(QJsonObject{{QStringLiteral("field"), richPinFieldName(gap.field)},
                                       {QStringLiteral("needed"), gap.needed},
                                       {QStringLiteral("tag"), gap.tag}});
        json[QLatin1String("page_title")] = row.page->title;
        json[QLatin1String("rich_pin")] =
            QJsonObject{{QStringLiteral("kind"), richPinKindName(row.page->richPin.kind)},
                        {QStringLiteral("complete"), row.page->richPin.isComplete()},
                        {QStringLiteral("missing"), missing}};
    }
    return json;
}

/** The list of links with their rich pins, looked at anew where that is wished. */
class LinksReport : public QObject
{
public:
    LinksReport(Cli &cli, bool checks)
        : QObject(&cli)
        , m_cli(cli)
        , m_survey(cli.workspace().store(), cli.workspace().linkChecks().doctor(),
                   cli.workspace().clock())
        , m_checks(checks)
    {
    }

    void start()
    {
        connect(&m_signals, &EndSignals::endWanted, this, [this] {
            m_cancelled = true;
            m_survey.cancel();
        });
        connect(&m_survey, &LinkSurvey::failed, this,
                [this](const Error &error) { m_cli.exitWith(error); });
        connect(&m_survey, &LinkSurvey::loaded, this, &LinksReport::loaded);
        connect(&m_survey, &LinkSurvey::finished, this, &LinksReport::print);
        m_survey.load();
    }

private:
    void loaded()
    {
        if (m_checks) {
            m_survey.checkAll();
            if (m_survey.isBusy())
                m_cli.printMessage(Cli::tr("Checking %n link(s)…", nullptr, m_survey.total()));
        }
        if (!m_survey.isBusy())
            print();
    }

    void print()
    {
        QJsonArray items;
        bool isBroken = false;
        for (const LinkRow &row : m_survey.rows()) {
            items.append(rowJson(row));
            isBroken |= row.state == LinkState::Broken;
        }
        if (m_cli.json)
            m_cli.printJson({{QStringLiteral("items"), items}});
        else if (m_survey.rows().isEmpty())
            m_cli.printMessage(Cli::tr("No planned pin has a link yet."));
        else
            m_cli.printLine(linksReportText(m_survey.rows(), systemZone()).trimmed());
        m_cli.exitAfter(m_cancelled, isBroken);
    }

    Cli &m_cli;
    EndSignals m_signals;
    LinkSurvey m_survey;
    bool m_checks;
    bool m_cancelled = false;
};

struct LinkOptions
{
    bool checks = false;
    std::string from, to;
};

/** False: it is no time, and that is said. */
bool readTime(Cli &cli, const std::string &given, std::optional<UtcTime> &time)
{
    if (given.empty())
        return true;
    const std::optional<WallTime> wall = Cli::parseTime(QString::fromStdString(given), {});
    if (!wall) {
        cli.printMessage(Cli::tr("“%1” is no time. Write it as 2026-11-17T14:30.")
                             .arg(QString::fromStdString(given)));
        return false;
    }
    time = wall->resolve().utc;
    return true;
}

void checkLinks(Cli &cli, const LinkOptions &options)
{
    std::optional<UtcTime> from;
    std::optional<UtcTime> to;
    if (!readTime(cli, options.from, from) || !readTime(cli, options.to, to)) {
        cli.exit(ExitCode::Usage);
        return;
    }
    const Result<Links> links = plannedLinks(cli.workspace(), from, to);
    if (!links) {
        cli.exitWith(links.error());
        return;
    }
    (new CheckLinks(cli, *links))->start();
}

} // namespace

void declareLinkCommands(CLI::App &app, Cli &cli, Action &action)
{
    auto options = std::make_shared<LinkOptions>();
    CLI::App *command = app.add_subcommand(
        "check-links", "Look where the links of planned pins lead; exits with 4 if one is broken");
    command->add_option("--from", options->from, "Of pins from this time on");
    command->add_option("--to", options->to, "Of pins before this time");
    command->callback(
        [&cli, &action, options] { action = [&cli, options] { checkLinks(cli, *options); }; });

    CLI::App *links = app.add_subcommand("links", "The links of planned pins and their rich pins");
    links->require_subcommand(1);
    CLI::App *report = links->add_subcommand(
        "report", "Where each link leads, which rich pin its page gives and what it lacks, as it "
                  "was found last; exits with 4 if a link is broken");
    report->add_flag("--check", options->checks, "Look at all of them now");
    report->final_callback([&cli, &action, options] {
        action = [&cli, options] { (new LinksReport(cli, options->checks))->start(); };
    });
}

} // namespace pinweek
