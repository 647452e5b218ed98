// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/settings/settingspage.h"
#include "writer/writerclient.h"

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace pinweek {

class Workspace;

/**
 * Which program may propose texts: its address, model and key, and whether it answers. What was
 * typed is taken when its field is left, Return is pressed, or the page is closed in any way; a key
 * stays in its field until the keychain has it.
 */
class WritingPage : public SettingsPage
{
    Q_OBJECT

public:
    explicit WritingPage(Workspace &workspace, QWidget *parent);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void build();
    void wire();
    void showSettings();
    void lookForKey();
    void showKey(bool isThere);
    void takeKey();
    void keepKey(const QString &key);
    void keyNotKept(const QString &key, const Error &error);
    void removeKey();
    void takeFields();
    void takeModels(const QStringList &models);
    void withKey(const std::function<void(const WriterServer &)> &act);
    void test();
    bool sayIfUnusable();
    void loadModels();
    void setBusy(const QString &words);
    void say(const QString &sentence, bool isProblem);

    Workspace &m_workspace;
    WriterClient m_client;
    bool m_isBusy = false;
    bool m_reads = false; // models, not a text
    QString m_keyHost;    // whose key is shown
    int m_run = 0;        // the key for an earlier question is too late
    int m_keyRun = 0;     // an earlier look for a key is too late
    QString m_beingKept;  // the key that the keychain is about to take

    QCheckBox *m_on;
    QWidget *m_fields;
    QLineEdit *m_address;
    QLineEdit *m_key;
    QPushButton *m_removeKey;
    QLabel *m_keyHint = nullptr;
    QComboBox *m_model;
    QPushButton *m_load;
    QPushButton *m_test;
    QLabel *m_result;
};

} // namespace pinweek
