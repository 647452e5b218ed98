// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pins/coveredit.h"

#include "planner/imageintake.h"
#include "planner/videocovers.h"
#include "text/texts.h"
#include "text/videotexts.h"
#include "ui/pins/filmstrip.h"
#include "ui/theme/theme.h"
#include "ui/widgets/imagedialog.h"
#include "ui/widgets/labels.h"
#include "workspace/workspace.h"

#include <QDesktopServices>
#include <QDir>
#include <QHBoxLayout>
#include <QLabel>
#include <QPointer>
#include <QPushButton>
#include <QVBoxLayout>

namespace pinweek {

namespace {
constexpr int lookAfter = 60;      // ms: while the handle is on its way, not for each px
constexpr QSize lookBox(720, 720); // device px: the preview at 2x and more
} // namespace

CoverEdit::CoverEdit(Workspace &workspace, ThemeManager &theme, QWidget *parent)
    : QWidget(parent)
    , m_workspace(workspace)
    , m_theme(theme)
    , m_covers(std::make_unique<VideoCovers>(workspace.editor(), workspace.store()))
{
    setObjectName(QStringLiteral("coverEdit"));
    build();
    m_lookSoon.setSingleShot(true);
    m_lookSoon.setInterval(lookAfter);
    connect(&m_lookSoon, &QTimer::timeout, this, [this] {
        if (m_video)
            m_covers->stills().look(*m_video, m_strip->moment(), lookBox);
    });
    VideoStills &stills = m_covers->stills();
    connect(&stills, &VideoStills::stripFrame, m_strip, &FilmStrip::setFrame);
    connect(&stills, &VideoStills::stripFailed, this,
            [this](const Error &error) { m_source->setText(errorText(error)); });
    connect(&stills, &VideoStills::looked, this,
            [this](std::chrono::milliseconds, const QImage &frame) { emit looked(frame); });
    connect(m_strip, &FilmStrip::movedTo, this, [this](std::chrono::milliseconds at) {
        m_source->setText(tr("Cover: the frame at %1").arg(momentText(at)));
        if (!m_lookSoon.isActive())
            m_lookSoon.start();
    });
    connect(m_strip, &FilmStrip::chosen, this, &CoverEdit::chooseFrame);
    connect(m_file, &QPushButton::clicked, this, &CoverEdit::chooseFile);
    connect(m_frame, &QPushButton::clicked, this, [this] { chooseFrame(m_strip->moment()); });
    hide();
}

CoverEdit::~CoverEdit() = default;

void CoverEdit::play()
{
    if (!m_video)
        return;
    const QString path =
        QDir(m_workspace.directory()).filePath(mediaRelativePath(m_video->sha256, m_video->format));
    if (!QDesktopServices::openUrl(QUrl::fromLocalFile(path)))
        emit problem(tr("No program of this computer plays “%1”.").arg(m_video->fileName));
}

void CoverEdit::build()
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::space1);
    auto *head = new QHBoxLayout;
    head->setSpacing(metrics::space2);
    auto *label = bodyLabel(tr("&Video"), QStringLiteral("coverHeadLabel"), this);
    m_facts = metaLabel({}, QStringLiteral("videoFactsLabel"), this);
    m_facts->setTextFormat(Qt::PlainText);
    m_strip = new FilmStrip(this);
    m_strip->setUp(m_theme);
    label->setBuddy(m_strip);
    head->addWidget(label);
    head->addStretch(1);
    head->addWidget(m_facts);
    m_source = metaLabel({}, QStringLiteral("coverSourceLabel"), this);
    m_source->setTextFormat(Qt::PlainText);
    m_source->setWordWrap(true);
    m_file = new QPushButton(tr("Cover from a file…"), this);
    m_file->setObjectName(QStringLiteral("coverFilePushButton"));
    m_frame = new QPushButton(tr("Use the frame again"), this);
    m_frame->setObjectName(QStringLiteral("coverFramePushButton"));
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(metrics::space2);
    for (QPushButton *button : {m_file, m_frame}) {
        button->setFlat(true);
        buttons->addWidget(button);
    }
    buttons->addStretch(1);
    column->addLayout(head);
    column->addWidget(m_strip);
    column->addWidget(m_source);
    column->addLayout(buttons);
}

void CoverEdit::setContent(const PinContent &content, const MediaAssets &media)
{
    const std::optional<MediaAsset> video = videoOf(content, media);
    const bool isOther = (video ? video->id : MediaId()) != (m_video ? m_video->id : MediaId());
    m_video = video;
    m_cover = video ? pictureOf(content, media) : std::nullopt;
    setVisible(m_video.has_value());
    if (!m_video) {
        m_covers->stills().cancel();
        return;
    }
    if (isOther) {
        m_strip->setLength(m_video->duration);
        m_covers->stills().makeStrip(*m_video, FilmStrip::frameCount, m_strip->frameBox());
    }
    m_facts->setText(videoFactsText(*m_video));
    const bool isFile = m_cover && m_cover->kind == MediaKind::Image;
    // Where a file covers the video, the handle stays at the frame that did.
    const auto poster = media.constFind(m_video->poster);
    if (m_cover && !isFile)
        m_strip->setMoment(m_cover->duration);
    else if (isOther && poster != media.constEnd())
        m_strip->setMoment(poster->duration);
    m_source->setText(!m_cover ? tr("No cover yet: choose a frame or a picture.")
                      : isFile ? tr("Cover: %1").arg(m_cover->fileName)
                               : tr("Cover: the frame at %1").arg(momentText(m_cover->duration)));
    m_frame->setVisible(isFile && m_strip->isEnabled());
}

void CoverEdit::setReadOnly(bool readOnly)
{
    m_strip->setEnabled(!readOnly);
    m_file->setVisible(!readOnly);
    m_frame->setVisible(!readOnly && m_cover && m_cover->kind == MediaKind::Image);
}

void CoverEdit::focusStrip()
{
    m_strip->setFocus();
}

Done<EditOutcome> CoverEdit::answered()
{
    return [this](const Result<EditOutcome> &result) {
        if (!result && result.error().kind != ErrorKind::Cancelled)
            emit problem(errorText(result.error()));
        emit looked({});
        emit changed();
    };
}

void CoverEdit::chooseFrame(std::chrono::milliseconds at)
{
    m_lookSoon.stop();
    if (m_cover && m_cover->kind == MediaKind::Still && m_cover->duration == at) {
        emit looked({}); // back where it was
        return;
    }
    emit wanted([this, at, guard = QPointer<CoverEdit>(this)](PinId pin) {
        if (guard)
            m_covers->chooseFrame(pin, at, this, answered());
    });
}

void CoverEdit::chooseFile()
{
    QFileDialog *dialog =
        newImageDialog("coverFileDialog", tr("Choose a cover"), QFileDialog::ExistingFile, this);
    const MediaId video = m_video ? m_video->id : MediaId();
    connect(dialog, &QFileDialog::fileSelected, this, [this, video](const QString &path) {
        if (!m_video || m_video->id != video)
            return; // another pin is shown by now
        emit wanted([this, path, guard = QPointer<CoverEdit>(this)](PinId pin) {
            if (guard)
                m_covers->choosePicture(pin, {path, {}, {}}, this, answered());
        });
    });
    dialog->open();
}

} // namespace pinweek
