// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;
class QUrl;
class QWebEngineView;

namespace pinweek {

class PickerPage;
class TypedSite;

/** The page, and the button that takes its pictures. */
class PickerWindow : public QWidget
{
    Q_OBJECT

public:
    explicit PickerWindow(const TypedSite &site, QWidget *parent = nullptr);
    ~PickerWindow() override;
    void open(const QUrl &address);
    /** Scrolls through the page, for pictures that come only then, and takes what is there. */
    void use();

signals:
    /** One JSON text. */
    void used(const QByteArray &json);
    void loaded(bool good);
    /** The page does not answer, or can't be shown: a sentence. */
    void problem(const QString &text);

protected:
    void closeEvent(QCloseEvent *event) override;

private:
    void scrollOn();
    void collect();
    void tell(const QString &text);
    void ready();
    void wireButtons();

    PickerPage *m_page;
    QWebEngineView *m_view;
    QLabel *m_text;
    QLabel *m_address;
    QProgressBar *m_progress;
    QPushButton *m_reload;
    QPushButton *m_cancel;
    QPushButton *m_use;
    QTimer m_scroll;
    QTimer m_patience;
    int m_steps = 0;
    double m_position = -1;
    bool m_isUsing = false;
};

} // namespace pinweek
