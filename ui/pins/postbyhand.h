// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "model/pin.h"

#include <QDialog>
#include <QLabel>
#include <QUrl>

#include <memory>

class QLineEdit;
class QPushButton;
class QTemporaryDir;
class QVBoxLayout;

namespace pinweek {

class Workspace;

/** A picture that can be dragged out of the program as a file. */
class DraggableFile : public QLabel
{
    Q_OBJECT

public:
    explicit DraggableFile(QWidget *parent);
    /** @param paths  of the files that a drag gives away as copies
     * @param shown  the picture that is seen; empty: the first of them */
    void setFiles(const QStringList &paths, const QString &shown = {});
    [[nodiscard]] QStringList files() const { return m_paths; }

protected:
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;

private:
    QStringList m_paths;
    QPoint m_pressedAt;
};

/**
 * *Post by hand*: everything of a pin, to be carried over to Pinterest's own page in the browser
 * (interaction.md 17). The picture is the one that would be sent: a JPEG (PNG where it has
 * transparent parts) without private data. Says what the user wants and changes nothing itself.
 */
class PostByHandDialog : public QDialog
{
    Q_OBJECT

public:
    /** @param exports  where the picture's file is made; outlives any drag out of it */
    PostByHandDialog(Workspace &workspace, PinId pin, std::shared_ptr<QTemporaryDir> exports,
                     QWidget *parent);

    [[nodiscard]] PinId pin() const { return m_pin; }

signals:
    void browserWanted(const QUrl &url);
    /** @param remoteId  Pinterest's id, empty when the user gave no link */
    void postedWanted(pinweek::PinId pin, const QString &remoteId);
    void laterWanted(pinweek::PinId pin, pinweek::UtcTime at);

private:
    void build(const Pin &pin);
    void buildPicture(QVBoxLayout *column);
    void addText(QVBoxLayout *column, const char *name, const QString &label, const QString &text);
    void buildLink(QVBoxLayout *column);
    void buildButtons(QVBoxLayout *column);
    [[nodiscard]] bool showVideo(const Pin &pin);
    void exportPicture(const Pin &pin);
    void pictureMade(const Result<QStringList> &paths);
    void copyPicture();
    void post();
    void followStore();

    Workspace &m_workspace;
    PinId m_pin;
    std::shared_ptr<QTemporaryDir> m_exports;
    DraggableFile *m_picture = nullptr;
    QLabel *m_pictureHint = nullptr;
    QPushButton *m_copyPicture = nullptr;
    QLineEdit *m_link = nullptr;
    QLabel *m_problem = nullptr;
};

} // namespace pinweek
