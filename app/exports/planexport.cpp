// SPDX-License-Identifier: GPL-3.0-or-later
#include "exports/planexport.h"

#include "core/backgroundjob.h"
#include "core/durablefile.h"
#include "core/temporaryfile.h"
#include "exports/calendarfile.h"
#include "exports/pinjson.h"
#include "exports/planjson.h"
#include "store/boardstore.h"
#include "store/copycheck.h"
#include "store/pinsearch.h"
#include "store/pinstore.h"
#include "store/store.h"
#include "workspace/workspace.h"

#include <QFileInfo>
#include <QHash>
#include <QJsonDocument>
#include <QPointer>
#include <QTimer>

namespace pinweek {

namespace {

using namespace Qt::StringLiterals;

/** So many pins take some milliseconds: a frame is not missed. */
constexpr int pinsATurn = 20;

/** Makes the text of one kind of file. */
class Format
{
public:
    Format() = default;
    virtual ~Format() = default;
    Q_DISABLE_COPY_MOVE(Format)
    [[nodiscard]] virtual Result<void> isUsable() const { return {}; }
    virtual QByteArray begin() = 0;
    /** Empty: it is no part of this kind of file. */
    virtual QByteArray pin(const Pin &pin) = 0;
    virtual QByteArray end() = 0;
};

class JsonFormat final : public Format
{
public:
    explicit JsonFormat(Workspace &workspace) : m_workspace(workspace), m_pins(workspace) {}
    QByteArray begin() override { return planJsonBegin(m_workspace); }
    QByteArray pin(const Pin &pin) override
    {
        const QByteArray line = QJsonDocument(m_pins.of(pin)).toJson(QJsonDocument::Compact);
        return (std::exchange(m_isFirst, false) ? "\n" : ",\n") + line;
    }
    QByteArray end() override { return planJsonEnd(); }

private:
    Workspace &m_workspace;
    PinJson m_pins;
    bool m_isFirst = true;
};

class CalendarFormat final : public Format
{
public:
    explicit CalendarFormat(Workspace &workspace)
        : m_workspace(workspace)
        , m_id(workspace.store().copies().workspaceId().value_or(QString()))
        , m_file(workspace.clock().now())
    {
    }
    [[nodiscard]] Result<void> isUsable() const override { return m_file.found(); }
    QByteArray begin() override { return m_file.begin(); }
    QByteArray pin(const Pin &pin) override
    {
        if (!pin.dueAt)
            return {};
        CalendarEvent event;
        event.uid = u"pin-%1@%2.pinweek"_s.arg(pin.id.toString(), m_id);
        event.at = *pin.dueAt;
        event.changed = pin.updatedAt;
        event.title = pin.content.title.simplified();
        if (event.title.isEmpty())
            event.title = PlanExport::tr("Pin without a title");
        event.description = pin.content.description;
        event.link = pin.content.link;
        event.board = boardName(pin.content.board);
        event.isFirm = pin.status != PinStatus::Draft && pin.status != PinStatus::Blocked;
        return m_file.event(event);
    }
    QByteArray end() override { return m_file.end(); }

private:
    QString boardName(BoardId id)
    {
        if (!id.isValid())
            return {};
        const auto known = m_boards.constFind(id);
        if (known != m_boards.constEnd())
            return *known;
        const QString name = m_workspace.store().boards().board(id).value_or(Board()).name;
        m_boards.insert(id, name);
        return name;
    }

    Workspace &m_workspace;
    QString m_id;
    CalendarFile m_file;
    QHash<BoardId, QString> m_boards;
};

} // namespace

struct PlanExport::Private
{
    Private(PlanExport &exporter, Workspace &space)
        : q(exporter), workspace(space), search(space.store())
    {
    }

    void begin();
    void turn();
    void finish();
    void end(const Result<int> &result);
    Result<void> write(const QByteArray &bytes) { return file->write(bytes, request.file); }

    PlanExport &q;
    Workspace &workspace;
    PinSearch search;
    ExportRequest request;
    QPointer<QObject> context;
    Done<int> done;
    std::unique_ptr<Format> format;
    std::shared_ptr<TemporaryFile> file;
    BackgroundJob job; // syncs
    QList<PinId> ids;
    qsizetype next = 0;
    int written = 0;
    bool isCancelled = false;
};

PlanExport::PlanExport(Workspace &workspace, QObject *parent)
    : QObject(parent), d(std::make_unique<Private>(*this, workspace))
{
    connect(&d->search, &PinSearch::found, this, [this](const QList<PinId> &pins, bool whole) {
        if (!whole || !d->ids.isEmpty() || d->next != 0)
            return;
        d->ids = pins;
        QTimer::singleShot(0, this, [this] { d->begin(); });
    });
}

PlanExport::~PlanExport() = default;

void PlanExport::run(const ExportRequest &request, QObject *context, Done<int> done)
{
    d->request = request;
    d->context = context;
    d->done = std::move(done);
    if (request.format == ExportFormat::Json)
        d->format = std::make_unique<JsonFormat>(d->workspace);
    else
        d->format = std::make_unique<CalendarFormat>(d->workspace);
    d->search.find(PinQuery{request.filter, PinOrder::Time, false});
}

void PlanExport::cancel()
{
    d->isCancelled = true;
}

void PlanExport::Private::begin()
{
    if (const Result<void> usable = format->isUsable(); !usable) {
        end(fail(usable.error()));
        return;
    }
    file = std::make_shared<TemporaryFile>(QFileInfo(request.file).absolutePath());
    if (file->error()) {
        end(fail(storageError(request.file, file->error())));
        return;
    }
    file->shareAsUsual();
    if (const Result<void> put = write(format->begin()); !put)
        end(fail(put.error()));
    else
        turn();
}

void PlanExport::Private::turn()
{
    if (isCancelled) {
        end(fail(ErrorKind::Cancelled, u"The export was cancelled."_s));
        return;
    }
    const Result<QList<Pin>> pins = workspace.store().pins().pins(ids.mid(next, pinsATurn));
    if (!pins) {
        end(fail(pins.error()));
        return;
    }
    QByteArray text;
    for (const Pin &pin : *pins) {
        const QByteArray piece = format->pin(pin);
        text += piece;
        written += !piece.isEmpty();
    }
    if (const Result<void> put = write(text); !put) {
        end(fail(put.error()));
        return;
    }
    next += pinsATurn;
    emit q.progress(std::min(next, ids.size()), ids.size());
    if (next < ids.size())
        QTimer::singleShot(0, &q, [this] { turn(); });
    else
        finish();
}

/** To wait for the disk is not for this thread. */
void PlanExport::Private::finish()
{
    if (const Result<void> put = write(format->end()); !put) {
        end(fail(put.error()));
        return;
    }
    job.run<void>([file = std::exchange(file, nullptr),
                   path = request.file](const BackgroundJob::GoOn &) { return file->moveTo(path); },
                  [this](const Result<void> &moved) {
                      end(moved ? Result<int>(written) : fail(moved.error()));
                  });
}

void PlanExport::Private::end(const Result<int> &result)
{
    file.reset(); // what is half-made goes
    if (context)
        deliver<int>(context, std::move(done), result);
}

} // namespace pinweek
