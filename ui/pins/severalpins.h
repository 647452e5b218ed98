// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/pin.h"
#include "planner/pineditor.h"

#include <QWidget>

#include <functional>
#include <memory>

class QPushButton;

namespace Ui {
class SeveralPins;
}

namespace pinweek {

class ThemeManager;
class Workspace;

/** The composer for several pins: what they are, board, campaign and texts for all, and the verbs
 * that work on all of them. */
class SeveralPins : public QWidget
{
    Q_OBJECT

public:
    explicit SeveralPins(QWidget *parent = nullptr);
    ~SeveralPins() override;
    void setUp(Workspace &workspace, ThemeManager &theme);
    void setPins(const QList<PinId> &pins);
    [[nodiscard]] const QList<PinId> &pins() const { return m_pins; }
    /** Reads them again. */
    void refresh();
    /** Stores what was typed now. */
    void commit();
    [[nodiscard]] QList<QWidget *> textFields() const;

signals:
    /** One sentence for the status bar. */
    void message(const QString &text);
    void cropWanted(const QList<pinweek::PinId> &pins);

private:
    using Ids = QList<PinId>;
    using Finish = Done<EditOutcome>;
    using Verb = std::function<void(PinEditor &, const Ids &, QObject *, Finish)>;

    void addVerbs();
    QPushButton *addVerb(const QString &name, const QString &icon, const QString &text,
                         const QString &said, const Verb &act);
    void act(const Verb &verb, const QString &said);
    void showSummary(const QList<Pin> &pins);
    void showBoard(const QList<Pin> &pins);
    void showCampaign(const QList<Pin> &pins);
    void showUtm(const QList<Pin> &pins);

    std::unique_ptr<Ui::SeveralPins> m_ui;
    Workspace *m_workspace = nullptr;
    QList<PinId> m_pins;
    /** The first of them, as an example for UTM tags. */
    Pin m_first;
    QList<QPushButton *> m_buttons;
};

} // namespace pinweek
