// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/imagesweep.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace pinweek;

class TestImageSweep : public QObject
{
    Q_OBJECT

    QString touch(const QString &name) const
    {
        const QString path = m_dir->filePath(name);
        QDir().mkpath(QFileInfo(path).path());
        QFile file(path);
        return file.open(QIODevice::WriteOnly) ? path : QString();
    }
    [[nodiscard]] QStringList names(const ImageSweep &sweep) const
    {
        QStringList names;
        for (const QString &path : sweep.files)
            names.append(QDir(m_dir->path()).relativeFilePath(path));
        return names;
    }
    static ImageSweep sweep(const QStringList &paths)
    {
        const std::atomic<bool> cancelled = false;
        return sweepImages(paths, cancelled);
    }

    std::unique_ptr<QTemporaryDir> m_dir;

private slots:
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }

    void aFolderGivesTheImagesOfItsTreeInNaturalOrder()
    {
        for (const char *name : {"photo 10.jpg", "photo 2.JPG", "notes.txt", "deep/er/x.png",
                                 ".hidden.jpg", "README", "deep/Thumbs.db"})
            touch(QString::fromLatin1(name));
        QCOMPARE(names(sweep({m_dir->path()})),
                 (QStringList{QStringLiteral("photo 2.JPG"), QStringLiteral("photo 10.jpg"),
                              QStringLiteral("deep/er/x.png")}));
        QVERIFY(sweep({m_dir->path()}).leftOut.isEmpty());
    }

    void picturesOfPhonesAndDesignToolsAreImages()
    {
        QStringList expected;
        for (const char *name : {"a.HEIC", "b.heif", "c.hif", "d.avif", "e.JPEG", "f.gif"})
            expected.append(touch(QString::fromLatin1(name)));
        QCOMPARE(sweep({m_dir->path()}).files, expected);
        QVERIFY(sweep(expected).leftOut.isEmpty());
    }

    void droppedFilesThatAreNoImagesAreNamed()
    {
        const QString image = touch(QStringLiteral("a.webp"));
        const QString notes = touch(QStringLiteral("two\nlines.txt"));
        const ImageSweep found = sweep({notes, image, image, touch(QStringLiteral("nosuffix"))});
        QCOMPARE(names(found), (QStringList{QStringLiteral("a.webp"), QStringLiteral("nosuffix")}));
        QCOMPARE(found.leftOut,
                 QStringList{QStringLiteral("“two lines.txt” is no image or video.")});
    }

    void aLinkThatLeadsBackUpEndsSomewhere()
    {
        touch(QStringLiteral("folder/a.jpg"));
        QVERIFY(QFile::link(m_dir->path(), m_dir->filePath(QStringLiteral("folder/again"))));
        QCOMPARE(sweep({m_dir->path()}).files.size(), 1);
    }

    void moreThanTheLimitIsSaid()
    {
        QStringList paths;
        for (int i = 0; i <= mostSweptImages; ++i)
            paths.append(QStringLiteral("/nowhere/%1.jpg").arg(i));
        const ImageSweep found = sweep(paths);
        QVERIFY(found.more);
        QCOMPARE(found.files.size(), mostSweptImages);
        QVERIFY(!sweep(paths.mid(0, 10)).more);
    }

    void cancelledItEndsEarly()
    {
        touch(QStringLiteral("a.jpg"));
        const std::atomic<bool> cancelled = true;
        QVERIFY(sweepImages({m_dir->path()}, cancelled).files.isEmpty());
    }

    void anEmptyFolderAndOneThatIsGoneGiveNothing()
    {
        QVERIFY(sweep({m_dir->path()}).files.isEmpty());
        QVERIFY(sweep({}).files.isEmpty());
    }
};

QTEST_APPLESS_MAIN(TestImageSweep)
#include "tst_imagesweep.moc"
