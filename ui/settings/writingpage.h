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

/** Which program may propose texts: its address, model and key, and whether it answers. */
class WritingPage : public SettingsPage
{
    Q_OBJECT

public:
    explicit WritingPage(Workspace &workspace, QWidget *parent);

private:
    void build();
    void wire();
    void showSettings();
    void showKey(bool isThere);
    void keepKey(const QString &key);
    void takeFields();
    void withKey(const std::function<void(const WriterServer &)> &act);
    void test();
    void loadModels();
    void setBusy(const QString &words);
    void say(const QString &sentence, bool isProblem);

    Workspace &m_workspace;
    WriterClient m_client;
    bool m_isBusy = false;
    bool m_reads = false; // models, not a text

    QCheckBox *m_on;
    QWidget *m_fields;
    QLineEdit *m_address;
    QLineEdit *m_key;
    QPushButton *m_removeKey;
    QComboBox *m_model;
    QPushButton *m_load;
    QPushButton *m_test;
    QLabel *m_result;
};

} // namespace pinweek
