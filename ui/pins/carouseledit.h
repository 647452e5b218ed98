// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/pin.h"
#include "planner/imageintake.h"

#include <QHash>
#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;
class QToolButton;

namespace pinweek {

class GrowingTextEdit;
class PictureStrip;
class ThemeManager;
class Workspace;

/**
 * The composer's part for several pictures: the strip, adding by button or drop, and the texts of
 * the picture that is chosen. For a pin of one image there is only the button that makes it a
 * carousel, and nothing while carousels are switched off. Says what was wanted.
 */
class CarouselEdit : public QWidget
{
    Q_OBJECT

public:
    explicit CarouselEdit(QWidget *parent = nullptr);
    void setUp(Workspace &workspace, ThemeManager &theme);
    void setContent(const PinContent &content);
    /** A published pin: nothing can be added or changed. */
    void setReadOnly(bool readOnly);
    /** The chosen picture, from 0; always 0 for one image. */
    [[nodiscard]] int place() const;
    /** More pictures can be added now. */
    [[nodiscard]] bool takesMore() const;
    /** Fields that undo their own typing. */
    [[nodiscard]] QList<QWidget *> textFields() const;
    /** Goes to the first picture whose texts can't be sent, else to the strip. */
    void focusProblem();

signals:
    /** The pictures are to be these. @param field  names what was edited: "picture 2 title" */
    void edited(const QString &stepName, const QString &field,
                const QList<pinweek::CarouselPicture> &pictures, bool atOnce);
    void addWanted(const QList<pinweek::IntakeItem> &items);
    /** Pins of the pictures instead. */
    void splitWanted();
    /** Another picture is chosen, or the same place has another one. */
    void placeChanged();

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragMoveEvent(QDragMoveEvent *event) override;
    void dragLeaveEvent(QDragLeaveEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void build();
    void buildFields();
    void wire();
    void showContent();
    void showPictures();
    void showTexts();
    void chooseFiles();
    void want(const QString &step, const QString &field, bool atOnce);
    template<typename Set>
    void typed(const QString &step, const QString &field, Set set);
    void setDropping(bool dropping);
    [[nodiscard]] QList<CarouselPicture> pictures() const { return picturesOf(m_content); }
    [[nodiscard]] std::optional<MediaAsset> asset(MediaId id);

    Workspace *m_workspace = nullptr;
    ThemeManager *m_theme = nullptr;
    PinContent m_content;
    MediaAssets m_assets;
    bool m_readOnly = false;
    int m_changes = 0; // of the pictures themselves
    bool m_filling = false;
    bool m_dropping = false;
    QLabel *m_heading = nullptr;
    PictureStrip *m_strip = nullptr;
    QToolButton *m_add = nullptr;
    QPushButton *m_makeCarousel = nullptr;
    QPushButton *m_split = nullptr;
    QLabel *m_cuts = nullptr;
    QWidget *m_fields = nullptr;
    QLabel *m_fieldsLabel = nullptr;
    QToolButton *m_remove = nullptr;
    QLineEdit *m_title = nullptr;
    GrowingTextEdit *m_description = nullptr;
    QLineEdit *m_link = nullptr;
};

} // namespace pinweek
