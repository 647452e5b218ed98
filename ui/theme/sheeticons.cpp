// SPDX-License-Identifier: GPL-3.0-or-later
// The small drawings of the style sheet, url(:/chrome/chevron-down-dark.themeicon). Qt takes the
// size of a sheet's picture from QImageReader, which loads every image plugin of the system to find
// who reads it, or the SVG library, unless a plugin has the file's very suffix: the app in the tray
// would keep a megabyte for four arrows. So both plugins of that suffix are our own.
#include "theme/iconengine.h"
#include "theme/theme.h"

#include <QFileInfo>
#include <QIconEnginePlugin>
#include <QImageIOPlugin>
#include <QtPlugin>

namespace pinweek {

namespace {

constexpr QSize naturalSize(16, 16); // px, where the sheet gives none

Theme themeNamed(QStringView name)
{
    if (name == QLatin1String("contrast"))
        return Theme::highContrastTheme();
    return name == QLatin1String("dark") ? Theme::dark_() : Theme::light();
}

class SheetIconSize final : public QImageIOHandler
{
public:
    bool canRead() const override { return true; }
    bool read(QImage *) override { return false; }
    bool supportsOption(ImageOption option) const override { return option == Size; }
    QVariant option(ImageOption option) const override
    {
        return option == Size ? QVariant(naturalSize) : QVariant();
    }
};

} // namespace

class SheetIconSizePlugin final : public QImageIOPlugin
{
    Q_OBJECT
    Q_PLUGIN_METADATA(IID QImageIOHandlerFactoryInterface_iid FILE "sheeticons.json")

public:
    Capabilities capabilities(QIODevice *, const QByteArray &format) const override
    {
        return format == "themeicon" ? CanRead : Capabilities();
    }
    QImageIOHandler *create(QIODevice *, const QByteArray &) const override
    {
        return new SheetIconSize;
    }
};

class SheetIconPlugin final : public QIconEnginePlugin
{
    Q_OBJECT
    Q_PLUGIN_METADATA(IID QIconEngineFactoryInterface_iid FILE "sheeticons.json")

public:
    /** @param fileName  drawing-theme.themeicon */
    QIconEngine *create(const QString &fileName) override
    {
        const QString named = QFileInfo(fileName).completeBaseName();
        const auto hyphen = named.lastIndexOf(u'-');
        const QString drawing = named.left(hyphen);
        const Theme theme = themeNamed(QStringView(named).mid(hyphen + 1));
        const bool isOnAccent = drawing == QLatin1String("check-bold");
        return new ThemeIconEngine(drawing, isOnAccent ? theme.onAccent : theme.secondary);
    }
};

} // namespace pinweek

/** A static library's resources have to be named, or the linker leaves them out. Outside the
 * namespace: the macros declare symbols. */
static void loadChrome()
{
    Q_INIT_RESOURCE(chrome);
}

Q_IMPORT_PLUGIN(SheetIconSizePlugin)
Q_IMPORT_PLUGIN(SheetIconPlugin)

void pinweek::useSheetIcons()
{
    static const bool loaded = (loadChrome(), true);
    Q_UNUSED(loaded)
}

#include "sheeticons.moc"
