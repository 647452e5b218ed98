// SPDX-License-Identifier: GPL-3.0-or-later
// A small file manager for end-to-end tests: a window with one icon for each file, dragged out as
// file URLs. Prints a JSON line when it is shown, with the middle of each icon in screen px, and
// one for each drag, with the drop action that the target took.
#include <QApplication>
#include <QCommandLineParser>
#include <QDrag>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMimeData>
#include <QMouseEvent>
#include <QPainter>
#include <QTimer>
#include <QUrl>
#include <QWidget>

#include <cstdio>

namespace {

constexpr int cell = 96; // px

void print(const QJsonObject &object)
{
    std::printf("%s\n", QJsonDocument(object).toJson(QJsonDocument::Compact).constData());
    std::fflush(stdout);
}

QString nameOf(Qt::DropAction action)
{
    switch (action) {
    case Qt::CopyAction:
        return QStringLiteral("copy");
    case Qt::MoveAction:
        return QStringLiteral("move");
    case Qt::LinkAction:
        return QStringLiteral("link");
    default:
        return QStringLiteral("none");
    }
}

class FileSource : public QWidget
{
public:
    FileSource(const QStringList &files, bool together) : m_files(files), m_together(together)
    {
        setWindowTitle(QStringLiteral("Files"));
        setFixedSize(cell * int(files.size()), cell);
    }

    void printPlaces() const
    {
        QJsonArray places;
        for (int i = 0; i < m_files.size(); ++i) {
            const QPoint middle = mapToGlobal(QPoint(i * cell + cell / 2, cell / 2));
            places.append(QJsonArray{middle.x(), middle.y()});
        }
        print({{QStringLiteral("places"), places}});
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.fillRect(rect(), Qt::white);
        for (int i = 0; i < m_files.size(); ++i) {
            const QRect icon(i * cell + 8, 8, cell - 16, cell - 16);
            painter.fillRect(icon, QColor(0x4a, 0x78, 0xb0));
            painter.setPen(Qt::white);
            painter.drawText(icon, Qt::AlignCenter, QFileInfo(m_files[i]).fileName());
        }
    }

    void mousePressEvent(QMouseEvent *event) override { m_pressed = event->position().toPoint(); }

    void mouseMoveEvent(QMouseEvent *event) override
    {
        const QPoint way = event->position().toPoint() - m_pressed;
        if (!(event->buttons() & Qt::LeftButton) ||
            way.manhattanLength() < QApplication::startDragDistance())
            return;
        auto *content = new QMimeData;
        content->setUrls(urls(m_pressed.x() / cell));
        auto *drag = new QDrag(this);
        drag->setMimeData(content);
        const Qt::DropAction action =
            drag->exec(Qt::CopyAction | Qt::MoveAction | Qt::LinkAction, Qt::MoveAction);
        print({{QStringLiteral("dropped"), nameOf(action)}});
    }

private:
    [[nodiscard]] QList<QUrl> urls(int index) const
    {
        QList<QUrl> urls;
        for (int i = 0; i < m_files.size(); ++i) {
            if (m_together || i == index)
                urls.append(QUrl::fromLocalFile(m_files[i]));
        }
        return urls;
    }

    QStringList m_files;
    bool m_together;
    QPoint m_pressed;
};

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    QCommandLineParser parser;
    parser.addOptions({{QStringLiteral("at"), QStringLiteral("Place of the window."),
                        QStringLiteral("X,Y"), QStringLiteral("0,0")},
                       {QStringLiteral("together"), QStringLiteral("Each drag takes all files.")}});
    parser.addPositionalArgument(QStringLiteral("files"), QStringLiteral("Files to show."));
    parser.process(application);

    const QStringList at = parser.value(QStringLiteral("at")).split(QLatin1Char(','));
    FileSource window(parser.positionalArguments(), parser.isSet(QStringLiteral("together")));
    window.setWindowFlag(Qt::WindowStaysOnTopHint);
    window.move(at.value(0).toInt(), at.value(1).toInt());
    window.show();
    // The window manager has placed it by then; the reader waits for this line.
    QTimer::singleShot(300, &window, [&window] { window.printPlaces(); });
    return QApplication::exec();
}
