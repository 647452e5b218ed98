// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pins/postbyhand.h"

#include "core/settings.h"
#include "media/carouselimages.h"
#include "media/libraryfile.h"
#include "media/preparedimage.h"
#include "media/thumbnail.h"
#include "model/pinlink.h"
#include "store/accountstore.h"
#include "store/boardstore.h"
#include "store/mediastore.h"
#include "store/pinstore.h"
#include "store/store.h"
#include "store/utmstore.h"
#include "text/texts.h"
#include "text/timetext.h"
#include "text/videotexts.h"
#include "ui/theme/theme.h"
#include "ui/widgets/labels.h"
#include "workspace/workspace.h"

#include <QApplication>
#include <QClipboard>
#include <QDir>
#include <QDrag>
#include <QFile>
#include <QFutureWatcher>
#include <QLineEdit>
#include <QMenu>
#include <QMimeData>
#include <QMouseEvent>
#include <QPushButton>
#include <QRegularExpression>
#include <QtConcurrentRun>
#include <QTemporaryDir>
#include <QToolButton>
#include <QVBoxLayout>

namespace pinweek {

namespace {

constexpr int dialogWidth = 680; // px
constexpr QSize pictureSize(240, 360);
constexpr QSize ghostSize(96, 144);
constexpr int mostNameLength = 60;
constexpr auto builderPath = "/pin-builder/";
constexpr auto aDay = std::chrono::hours(24);

/** "Lemon cake.jpg", of several "Lemon cake 2.jpg": what the browser shows while it uploads.
 * @param number  0: it is the only one */
QString fileName(const QString &title, qsizetype number, const QString &suffix)
{
    static const QRegularExpression others(QStringLiteral("[^\\w\\- ]"),
                                           QRegularExpression::UseUnicodePropertiesOption);
    QString name = title.simplified().remove(others).left(mostNameLength).trimmed();
    if (name.isEmpty())
        name = QStringLiteral("pin");
    if (number > 0)
        name += QStringLiteral(" %1").arg(number);
    return name + QLatin1Char('.') + suffix;
}

QString suffixOf(const QByteArray &contentType)
{
    return contentType == "image/png" ? QStringLiteral("png") : QStringLiteral("jpg");
}

Result<QList<PreparedImage>> imagesToPost(const QList<MediaAsset> &assets,
                                          const QList<PictureFit> &fits, const QString &workspace,
                                          qint64 targetBytes)
{
    if (assets.size() > 1)
        return prepareCarousel(assets, workspace, targetBytes, fits);
    Result<PreparedImage> image =
        prepareImage(assets.constFirst(), workspace, targetBytes, fits.value(0));
    if (!image)
        return fail(image.error());
    return QList<PreparedImage>{*std::move(image)};
}

/** On a worker. Gives the files, in order. */
Result<QStringList> exportImages(const QList<MediaAsset> &assets, const QList<PictureFit> &fits,
                                 const QString &workspace, qint64 targetBytes,
                                 const QString &folder, const QString &title)
{
    const Result<QList<PreparedImage>> images = imagesToPost(assets, fits, workspace, targetBytes);
    if (!images)
        return fail(images.error());
    QStringList paths;
    for (const PreparedImage &image : *images) {
        const qsizetype number = images->size() == 1 ? 0 : paths.size() + 1;
        QFile file(folder + QLatin1Char('/') +
                   fileName(title, number, suffixOf(image.contentType)));
        if (!file.open(QIODevice::WriteOnly) || file.write(image.bytes) != image.bytes.size() ||
            !file.flush())
            return fail(ErrorKind::Storage,
                        PostByHandDialog::tr("The picture could not be written. %1")
                            .arg(file.errorString()));
        paths.append(file.fileName());
    }
    return paths;
}

QMimeData *fileData(const QStringList &paths)
{
    auto *data = new QMimeData;
    QList<QUrl> urls;
    for (const QString &path : paths)
        urls.append(QUrl::fromLocalFile(path));
    data->setUrls(urls);
    return data;
}

} // namespace

// --- the picture

DraggableFile::DraggableFile(QWidget *parent) : QLabel(parent)
{
    setAlignment(Qt::AlignCenter);
    setFixedSize(pictureSize);
}

void DraggableFile::setFiles(const QStringList &paths, const QString &shown)
{
    m_paths = paths;
    const QPixmap picture(shown.isEmpty() ? paths.value(0) : shown);
    setCursor(Qt::OpenHandCursor);
    if (picture.isNull()) {
        setText(tr("No picture"));
        return;
    }
    const QSize size = pictureSize * devicePixelRatioF();
    QPixmap scaled = picture.scaled(size, Qt::KeepAspectRatio, Qt::SmoothTransformation);
    scaled.setDevicePixelRatio(devicePixelRatioF());
    setPixmap(scaled);
}

void DraggableFile::mousePressEvent(QMouseEvent *event)
{
    m_pressedAt = event->position().toPoint();
}

void DraggableFile::mouseMoveEvent(QMouseEvent *event)
{
    const int distance = (event->position().toPoint() - m_pressedAt).manhattanLength();
    if (m_paths.isEmpty() || !(event->buttons() & Qt::LeftButton) ||
        distance < QApplication::startDragDistance())
        return;
    auto *drag = new QDrag(this);
    drag->setMimeData(fileData(m_paths));
    const QPixmap ghost =
        pixmap(Qt::ReturnByValue).scaled(ghostSize, Qt::KeepAspectRatio, Qt::SmoothTransformation);
    drag->setPixmap(ghost);
    drag->setHotSpot(ghost.rect().center());
    drag->exec(Qt::CopyAction);
}

// --- the dialog

PostByHandDialog::PostByHandDialog(Workspace &workspace, PinId pin,
                                   std::shared_ptr<QTemporaryDir> exports, QWidget *parent)
    : QDialog(parent), m_workspace(workspace), m_pin(pin), m_exports(std::move(exports))
{
    setObjectName(QStringLiteral("postByHandDialog"));
    setWindowTitle(tr("Post by hand"));
    const Pin shown = workspace.store().pins().pin(pin).value_or(Pin());
    build(shown);
    exportPicture(shown);
    connect(&workspace.store(), &Store::changed, this, &PostByHandDialog::followStore);
}

void PostByHandDialog::build(const Pin &pin)
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(metrics::space6, metrics::space6, metrics::space6, metrics::space6);
    row->setSpacing(metrics::space6);
    auto *left = new QVBoxLayout;
    left->setSpacing(metrics::space2);
    buildPicture(left);
    row->addLayout(left);

    auto *right = new QVBoxLayout;
    right->setSpacing(metrics::space3);
    right->addWidget(headingLabel(tr("Post by hand"), QStringLiteral("postHeadingLabel"), this));
    QStringList facts;
    if (const auto &planned = pin.content.planned)
        facts.append(tr("Planned for %1").arg(dayClockText(planned->date, planned->time)));
    if (const Result<Account> account = m_workspace.store().accounts().account(pin.content.account);
        account && !account->username.isEmpty())
        facts.append(tr("account %1").arg(account->username));
    QLabel *line = metaLabel(facts.join(QStringLiteral(" · ")), QStringLiteral("factsLabel"), this);
    line->setTextFormat(Qt::PlainText);
    right->addWidget(line);
    addText(right, "title", tr("Title"), pin.content.title);
    addText(right, "description", tr("Description"), pin.content.description);
    addText(right, "link", tr("Link"),
            m_workspace.store().utm().linkOf(pin.id, pin.content).value_or(pin.content.link));
    addText(right, "altText", tr("Alt text"), pin.content.altText);
    if (const Result<Board> board = m_workspace.store().boards().board(pin.content.board)) {
        addText(right, "board", tr("Board"), board->name);
        for (const BoardSection &section : board->sections) {
            if (section.id == pin.content.section)
                addText(right, "section", tr("Section"), section.name);
        }
    }
    right->addStretch(1);
    buildLink(right);
    buildButtons(right);
    row->addLayout(right, 1);
    resize(dialogWidth, sizeHint().height());
}

void PostByHandDialog::buildPicture(QVBoxLayout *column)
{
    m_picture = new DraggableFile(this);
    m_picture->setObjectName(QStringLiteral("pictureDraggableFile"));
    m_picture->setAccessibleName(tr("Picture"));
    m_picture->setText(tr("Making the picture…"));
    column->addWidget(m_picture);
    m_pictureHint =
        metaLabel(tr("Drag it into the browser."), QStringLiteral("pictureHintLabel"), this);
    m_pictureHint->setWordWrap(true);
    m_pictureHint->setMaximumWidth(pictureSize.width());
    column->addWidget(m_pictureHint);
    m_copyPicture =
        new QPushButton(themeIcon(QStringLiteral("copy")), besideIcon(tr("Copy &picture")), this);
    m_copyPicture->setObjectName(QStringLiteral("copyPicturePushButton"));
    m_copyPicture->setAutoDefault(false);
    m_copyPicture->setEnabled(false);
    connect(m_copyPicture, &QPushButton::clicked, this, &PostByHandDialog::copyPicture);
    column->addWidget(m_copyPicture, 0, Qt::AlignLeading);
    column->addStretch(1);
}

void PostByHandDialog::addText(QVBoxLayout *column, const char *name, const QString &label,
                               const QString &text)
{
    if (text.trimmed().isEmpty())
        return;
    const QString id = QString::fromLatin1(name);
    auto *words = new QVBoxLayout;
    words->setSpacing(0);
    words->addWidget(metaLabel(label, id + QStringLiteral("NameLabel"), this));
    QLabel *value = bodyLabel(text, id + QStringLiteral("ValueLabel"), this);
    value->setTextFormat(Qt::PlainText);
    value->setWordWrap(true);
    value->setTextInteractionFlags(Qt::TextSelectableByMouse);
    words->addWidget(value);
    auto *copy = new QToolButton(this);
    copy->setObjectName(QStringLiteral("copy_") + id + QStringLiteral("ToolButton"));
    copy->setIcon(themeIcon(QStringLiteral("copy")));
    copy->setToolTip(tr("Copy"));
    //: %1 is the name of a field: Title, Link …
    copy->setAccessibleName(tr("Copy %1").arg(label));
    copy->setFocusPolicy(Qt::StrongFocus);
    connect(copy, &QToolButton::clicked, this, [copy, text] {
        QApplication::clipboard()->setText(text);
        copy->setIcon(themeIcon(QStringLiteral("check")));
        copy->setToolTip(tr("Copied"));
    });
    auto *row = new QHBoxLayout;
    row->setSpacing(metrics::space3);
    row->addLayout(words, 1);
    row->addWidget(copy, 0, Qt::AlignTop);
    column->addLayout(row);
}

void PostByHandDialog::buildLink(QVBoxLayout *column)
{
    auto *label = new QLabel(tr("Li&nk of the new pin (optional)"), this);
    label->setObjectName(QStringLiteral("pinLinkLabel"));
    m_link = new QLineEdit(this);
    m_link->setObjectName(QStringLiteral("pinLinkLineEdit"));
    m_link->setAccessibleName(tr("Link of the new pin"));
    m_link->setPlaceholderText(QStringLiteral("https://www.pinterest.com/pin/…"));
    label->setBuddy(m_link);
    m_problem = bodyLabel({}, QStringLiteral("pinLinkProblemLabel"), this);
    setTone(m_problem, Tone::Problem);
    m_problem->hide();
    connect(m_link, &QLineEdit::textChanged, m_problem, &QWidget::hide);
    column->addWidget(label);
    column->addWidget(m_link);
    column->addWidget(m_problem);
}

void PostByHandDialog::buildButtons(QVBoxLayout *column)
{
    auto *open = new QPushButton(themeIcon(QStringLiteral("external-link")),
                                 besideIcon(tr("&Open Pinterest")), this);
    open->setObjectName(QStringLiteral("openPinterestPushButton"));
    open->setDefault(true);
    connect(open, &QPushButton::clicked, this, [this] {
        const Result<Pin> pin = m_workspace.store().pins().pin(m_pin);
        const Result<Account> account =
            m_workspace.store().accounts().account(pin ? pin->content.account : AccountId());
        QUrl address = account ? account->endpoints.authorize : QUrl();
        if (address.isEmpty())
            address = endpointsOf(Environment::Production).authorize;
        address.setPath(QString::fromLatin1(builderPath));
        address.setQuery(QString());
        emit browserWanted(address);
    });
    auto *later = new QPushButton(tr("&Later"), this);
    later->setObjectName(QStringLiteral("laterPushButton"));
    later->setAutoDefault(false);
    auto *menu = new QMenu(later);
    menu->setObjectName(QStringLiteral("laterMenu"));
    const auto add = [this, menu](const char *name, const QString &text,
                                  std::chrono::seconds wait) {
        QAction *action = menu->addAction(text);
        action->setObjectName(QString::fromLatin1(name));
        connect(action, &QAction::triggered, this, [this, wait] {
            emit laterWanted(m_pin, m_workspace.clock().now() + wait);
            reject();
        });
    };
    add("inAQuarterAction", tr("Remind me in 15 minutes"), std::chrono::minutes(15));
    add("inAnHourAction", tr("Remind me in an hour"), std::chrono::hours(1));
    add("tomorrowAction", tr("Remind me tomorrow at this time"), aDay);
    later->setMenu(menu);
    auto *posted = new QPushButton(themeIcon(QStringLiteral("check")),
                                   besideIcon(tr("&Mark as posted")), this);
    posted->setObjectName(QStringLiteral("markAsPostedPushButton"));
    posted->setAutoDefault(false);
    connect(posted, &QPushButton::clicked, this, &PostByHandDialog::post);
    auto *row = new QHBoxLayout;
    row->setSpacing(metrics::space2);
    row->addWidget(open);
    row->addStretch(1);
    row->addWidget(later);
    row->addWidget(posted);
    column->addLayout(row);
}

/** A video is not copied: what is dragged is a link that has the pin's name. */
bool PostByHandDialog::showVideo(const Pin &pin)
{
    const MediaAssets media =
        m_workspace.store().media().shown(shownMedia(pin.content)).value_or(MediaAssets());
    const std::optional<MediaAsset> video = videoOf(pin.content, media);
    if (!video)
        return false;
    const QString file = libraryPath(*video, m_workspace.directory());
    if (!QFile::exists(file) || !m_exports || !m_exports->isValid()) {
        pictureMade(fail(ErrorKind::Media, tr("The file of the video is missing.")));
        return true;
    }
    const QString folder = m_exports->filePath(pin.id.toString());
    QDir().mkpath(folder);
    const QString link = folder + QLatin1Char('/') + fileName(pin.content.title, 0, video->format);
    QFile::remove(link);
    if (!QFile::link(file, link)) {
        pictureMade(fail(ErrorKind::Storage, tr("The video could not be made ready to drag.")));
        return true;
    }
    const std::optional<MediaAsset> cover = pictureOf(pin.content, media);
    m_picture->setFiles({link}, cover ? m_workspace.directory() + QLatin1Char('/') +
                                            thumbnailRelativePath(cover->sha256, false)
                                      : QString());
    m_picture->setAccessibleName(tr("Video"));
    m_pictureHint->setText(tr("Drag the video into the browser, and choose its cover there. %1")
                               .arg(videoFactsText(*video)));
    m_copyPicture->setText(tr("Copy video"));
    m_copyPicture->setEnabled(true);
    return true;
}

void PostByHandDialog::exportPicture(const Pin &pin)
{
    if (showVideo(pin))
        return;
    QList<MediaId> ids;
    QList<PictureFit> fits;
    for (const CarouselPicture &picture : picturesOf(pin.content)) {
        ids.append(picture.media);
        fits.append(picture.fit);
    }
    const Result<QList<MediaAsset>> assets = m_workspace.store().media().assets(ids);
    if (!assets || assets->isEmpty() || assets->size() != ids.size() || !m_exports ||
        !m_exports->isValid()) {
        pictureMade(fail(ErrorKind::Media, tr("The pin has no picture.")));
        return;
    }
    // A folder of its own: pins may have the same title.
    const QString folder = m_exports->filePath(pin.id.toString());
    QDir().mkpath(folder);
    auto *watcher = new QFutureWatcher<Result<QStringList>>(this);
    connect(watcher, &QFutureWatcher<Result<QStringList>>::finished, this,
            [this, watcher] { pictureMade(watcher->result()); });
    watcher->setFuture(QtConcurrent::run(exportImages, *assets, fits,
                                         m_workspace.store().workspace(),
                                         m_workspace.settings().imageTargetBytes(), folder,
                                         pin.content.title));
}

void PostByHandDialog::pictureMade(const Result<QStringList> &paths)
{
    if (!paths) {
        m_picture->setText(tr("No picture"));
        m_pictureHint->setText(errorText(paths.error()));
        return;
    }
    m_picture->setFiles(*paths);
    if (paths->size() > 1)
        m_pictureHint->setText(
            tr("Drag all %1 pictures into the browser at once.").arg(paths->size()));
    m_copyPicture->setEnabled(true);
}

void PostByHandDialog::copyPicture()
{
    QMimeData *picture = fileData(m_picture->files());
    if (const QImage image(m_picture->files().value(0)); !image.isNull())
        picture->setImageData(image);
    QApplication::clipboard()->setMimeData(picture);
    m_copyPicture->setText(tr("Copied"));
}

void PostByHandDialog::post()
{
    const QString text = m_link->text().trimmed();
    const std::optional<QString> id = text.isEmpty() ? QString() : pinIdOfLink(text);
    if (!id) {
        m_problem->setText(tr("This is no link of a pin. It looks like "
                              "https://www.pinterest.com/pin/123456789/. You can leave it empty."));
        m_problem->show();
        m_link->setFocus();
        return;
    }
    emit postedWanted(m_pin, *id);
}

/** Posted, deleted or sent meanwhile: there is nothing left to do here. */
void PostByHandDialog::followStore()
{
    const Result<Pin> pin = m_workspace.store().pins().pin(m_pin);
    if (!pin || !isEditable(pin->status))
        accept();
}

} // namespace pinweek
