// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "web/pickedpage.h"

#include <QObject>
#include <QPointer>
#include <QTemporaryDir>

#include <memory>
#include <optional>

class QFont;
class QPalette;
class QProcess;

namespace pinweek {

/** How our windows look, for pinweek-webpicker: palette and font as one word of text. */
QByteArray pickerLook(const QPalette &palette, const QFont &font);
/** @return  false: it is no such word, and nothing is changed. */
bool readPickerLook(const QByteArray &look, QPalette &palette, QFont &font);

/**
 * pinweek-webpicker for one page: a process that gets an address and nothing else of ours, neither
 * our environment nor a home of its own that lasts, and whose answer is read up to a limit. It dies
 * with this one. Main thread.
 */
class PickerProcess : public QObject
{
    Q_OBJECT

public:
    explicit PickerProcess(QObject *parent = nullptr);
    /** Ends it. */
    ~PickerProcess() override;

    /**
     * Shows the page; one at a time, an earlier one is closed.
     * @param isPublic  the site is known to lie in no private network: it must not move there now
     * @param done  nullopt: a person closed the window without taking anything. Errors: Media, a
     * sentence with what to install where the program or Qt WebEngine is missing
     */
    void show(const QUrl &address, bool isPublic, QObject *context,
              Done<std::optional<PickedPage>> done);
    /** As if a person had closed the window. */
    void close();
    [[nodiscard]] bool isOpen() const { return m_process != nullptr; }

private:
    void read();
    void ended(int code, bool crashed);
    void end(Result<std::optional<PickedPage>> result);

    std::unique_ptr<QProcess> m_process;
    std::unique_ptr<QTemporaryDir> m_home;
    QByteArray m_answer;
    QPointer<QObject> m_context;
    Done<std::optional<PickedPage>> m_done;
};

} // namespace pinweek
