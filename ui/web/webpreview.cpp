// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/web/webpreview.h"

#include "text/texts.h"
#include "ui/widgets/labels.h"

#include <QKeyEvent>
#include <QPainter>
#include <QScreen>
#include <QVBoxLayout>

namespace pinweek {

namespace {

constexpr double ofScreen = 0.8;
constexpr int leastWidth = 320; // px, for the words below

} // namespace

WebPreview::WebPreview(PageVisit &visit, const PageImage &image, const QString &words,
                       QWidget *parent)
    : QDialog(parent)
    , m_state(tr("Loading the picture…"))
    , m_words(bodyLabel(words, QStringLiteral("webPreviewLabel"), this))
{
    setObjectName(QStringLiteral("webPreview"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(nameOfImage(image.address));
    setAccessibleName(words);
    m_words->setTextFormat(Qt::PlainText);
    m_words->setAlignment(Qt::AlignHCenter);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::space4, metrics::space4, metrics::space4, metrics::space3);
    column->addStretch(1);
    column->addWidget(m_words);

    const QSize around(2 * metrics::space4, 2 * metrics::space4 + metrics::space6);
    const QSize most = screen()->availableSize() * ofScreen - around;
    QSize size = image.size;
    if (size.width() > most.width() || size.height() > most.height())
        size.scale(most, Qt::KeepAspectRatio);
    resize((size + around).expandedTo({leastWidth, 0}));
    visit.thumbnail(image.address, int(size.width() * devicePixelRatioF()), this,
                    [this](const Result<QImage> &picture) {
                        m_image = picture.value_or(QImage());
                        m_state = picture ? QString() : errorText(picture.error());
                        update();
                    });
}

QRect WebPreview::room() const
{
    return QRect(metrics::space4, metrics::space4, width() - 2 * metrics::space4,
                 m_words->y() - metrics::space4 - metrics::space2);
}

void WebPreview::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    if (m_image.isNull()) {
        painter.setPen(palette().color(QPalette::WindowText));
        painter.drawText(room(), int(Qt::AlignCenter) | int(Qt::TextWordWrap), m_state);
        return;
    }
    QRect place(QPoint(), m_image.size().scaled(room().size(), Qt::KeepAspectRatio));
    place.moveCenter(room().center());
    painter.drawImage(place, m_image);
}

void WebPreview::mouseReleaseEvent(QMouseEvent *)
{
    close();
}

void WebPreview::keyPressEvent(QKeyEvent *event)
{
    const int key = event->key();
    if (key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Space)
        close();
    else
        QDialog::keyPressEvent(event);
}

} // namespace pinweek
