// SPDX-License-Identifier: GPL-3.0-or-later
// Runs while Pinweek is built: draws the SVG files of resources/icons once into QPictures, and
// writes them as a C++ source. So the app replays a few strokes, and has no SVG library in memory.
#include <QBuffer>
#include <QFile>
#include <QFileInfo>
#include <QGuiApplication>
#include <QMap>
#include <QPainter>
#include <QPicture>
#include <QSaveFile>
#include <QSvgRenderer>
#include <QTextStream>

namespace {

constexpr int side = 24; // units of Lucide's drawings

/** Lines of C++ for one file; empty if it is no SVG. */
QByteArray entryOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QByteArray svg = file.readAll();
    const bool hasOwnColours = !svg.contains("currentColor");
    svg.replace("currentColor", "#000000");
    QSvgRenderer renderer(svg);
    if (!renderer.isValid())
        return {};
    QPicture picture;
    QPainter painter(&picture);
    renderer.render(&painter, QRectF(0, 0, side, side));
    painter.end();
    QByteArray line = "    {\"" + QFileInfo(path).completeBaseName().toLatin1() + "\", ";
    line += hasOwnColours ? "true" : "false";
    line += ", QByteArrayView(\"";
    for (qsizetype i = 0; i < qsizetype(picture.size()); ++i)
        line += "\\" + QByteArray::number(uchar(picture.data()[i]), 8).rightJustified(3, '0');
    return line + "\", " + QByteArray::number(picture.size()) + ")},\n";
}

} // namespace

/** OUTPUT.cpp INPUT.svg … */
int main(int argc, char **argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QGuiApplication app(argc, argv);
    const QStringList arguments = QGuiApplication::arguments();
    QByteArray source = "// Made from resources/icons.\n#include \"theme/iconpictures.h\"\n\n"
                        "namespace pinweek {\n\nconst IconPicture iconPictures[] = {\n";
    QMap<QString, QByteArray> entries; // sorted, to be found by halving
    for (const QString &path : arguments.mid(2)) {
        const QByteArray entry = entryOf(path);
        if (entry.isEmpty()) {
            QTextStream(stderr) << path << " is no SVG drawing.\n";
            return 1;
        }
        entries.insert(QFileInfo(path).completeBaseName(), entry);
    }
    for (const QByteArray &entry : std::as_const(entries))
        source += entry;
    source += "};\nconst qsizetype iconPictureCount = " + QByteArray::number(entries.size()) +
              ";\n\n} // namespace pinweek\n";
    QSaveFile out(arguments.value(1));
    if (!out.open(QIODevice::WriteOnly) || out.write(source) != source.size() || !out.commit()) {
        QTextStream(stderr) << out.fileName() << ": " << out.errorString() << '\n';
        return 1;
    }
    return 0;
}
