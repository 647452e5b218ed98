// SPDX-License-Identifier: GPL-3.0-or-later
// A small file manager for end-to-end tests: a window with one icon for each file, dragged out as
// file URLs; or a small browser, whose pictures are dragged out as image data or as an address,
// with the page that they lie on. Or it only copies them to the clipboard. Prints a JSON line when
// it is shown, with the middle of each icon in screen px, and one for each drag, with the drop
// action that the target took.
#include <QApplication>
#include <QClipboard>
#include <QCommandLineParser>
#include <QDrag>
#include <QFile>
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
    enum class As
    {
        Files,    // one each
        Together, // all files with one drag, under the first one's icon
        Picture,  // image data, as a browser gives it
        Address,  // addresses instead of files
    };

    FileSource(const QStringList &files, As as, const QString &page)
        : m_files(files), m_as(as), m_page(page)
    {
        setWindowTitle(QStringLiteral("Files"));
        setFixedSize(cell * icons(), cell);
    }

    /** What a drag would take, on the clipboard. */
    void copy() const { QGuiApplication::clipboard()->setMimeData(content(0)); }

    void printPlaces() const
    {
        QJsonArray places;
        for (int i = 0; i < icons(); ++i) {
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
        for (int i = 0; i < icons(); ++i) {
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
        auto *drag = new QDrag(this);
        drag->setMimeData(content(m_pressed.x() / cell));
        const Qt::DropAction action =
            drag->exec(Qt::CopyAction | Qt::MoveAction | Qt::LinkAction, Qt::MoveAction);
        print({{QStringLiteral("dropped"), nameOf(action)}});
    }

private:
    [[nodiscard]] int icons() const { return m_as == As::Together ? 1 : int(m_files.size()); }

    [[nodiscard]] QMimeData *content(int index) const
    {
        auto *mime = new QMimeData;
        const QString &file = m_files.at(index);
        if (m_as == As::Picture) {
            QFile picture(file);
            if (picture.open(QIODevice::ReadOnly))
                mime->setData(QStringLiteral("image/jpeg"), picture.readAll());
        }
        if (m_as == As::Picture || m_as == As::Address) {
            const QString address =
                m_as == As::Address ? file : QStringLiteral("https://cdn.example/x.jpg");
            mime->setHtml(
                QStringLiteral("<a href=\"%1\"><img src=\"%2\"></a>").arg(m_page, address));
            return mime;
        }
        QList<QUrl> urls;
        for (int i = 0; i < m_files.size(); ++i) {
            if (m_as == As::Together || i == index)
                urls.append(QUrl::fromLocalFile(m_files[i]));
        }
        mime->setUrls(urls);
        return mime;
    }

    QStringList m_files;
    As m_as;
    QString m_page;
    QPoint m_pressed;
};

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    QCommandLineParser parser;
    parser.addOptions({{QStringLiteral("at"), QStringLiteral("Place of the window."),
                        QStringLiteral("X,Y"), QStringLiteral("0,0")},
                       {QStringLiteral("together"), QStringLiteral("Each drag takes all files.")},
                       {QStringLiteral("picture"), QStringLiteral("Drags take image data.")},
                       {QStringLiteral("address"), QStringLiteral("The files are addresses.")},
                       {QStringLiteral("copy"), QStringLiteral("Copy the first at once.")},
                       {QStringLiteral("page"), QStringLiteral("Where pictures lead to."),
                        QStringLiteral("ADDRESS"), QStringLiteral("https://kitchen.example/")}});
    parser.addPositionalArgument(QStringLiteral("files"), QStringLiteral("Files to show."));
    parser.process(application);

    const QStringList at = parser.value(QStringLiteral("at")).split(QLatin1Char(','));
    const auto as = parser.isSet(QStringLiteral("together"))  ? FileSource::As::Together
                    : parser.isSet(QStringLiteral("picture")) ? FileSource::As::Picture
                    : parser.isSet(QStringLiteral("address")) ? FileSource::As::Address
                                                              : FileSource::As::Files;
    FileSource window(parser.positionalArguments(), as, parser.value(QStringLiteral("page")));
    window.setWindowFlag(Qt::WindowStaysOnTopHint);
    window.move(at.value(0).toInt(), at.value(1).toInt());
    window.show();
    // The window manager has placed it by then; the reader waits for this line.
    QTimer::singleShot(300, &window, [&window, copies = parser.isSet(QStringLiteral("copy"))] {
        if (copies)
            window.copy();
        window.printPlaces();
    });
    return QApplication::exec();
}
