// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/pin.h"

#include <QWidget>

#include <optional>

class QLabel;
class QLineEdit;

namespace pinweek {

class LinkHealth;
class ThemeManager;
class UtmPicker;
class Workspace;

/** A link as a label can break it into lines: nothing is seen of that, and nothing may be copied
 * from it. */
QString breakable(const QString &link);

/** The link in the composer: the field, the choice of its UTM recipe, and below what Pinterest gets
 * where that is not what stands in the field, and what is known of the page behind it. */
class LinkField : public QWidget
{
    Q_OBJECT

public:
    explicit LinkField(QWidget *parent = nullptr);
    void setUp(Workspace &workspace, ThemeManager &theme);
    [[nodiscard]] QLineEdit *edit() const { return m_edit; }

    /** What is seen of the link besides its text; an edit under way is in `content` already. */
    void setPin(const Pin &pin, const PinContent &content);
    void setReadOnly(bool readOnly);

signals:
    void utmPicked(const std::optional<pinweek::UtmRecipeId> &choice);

private:
    void showSent();

    Workspace *m_workspace = nullptr;
    Pin m_pin;
    PinContent m_content;
    bool m_readOnly = false;
    QLineEdit *m_edit;
    UtmPicker *m_utm;
    QLabel *m_sent;
    LinkHealth *m_health;
};

} // namespace pinweek
