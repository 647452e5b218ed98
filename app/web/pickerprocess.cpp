// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/pickerprocess.h"

#include "web/weblog.h"
#include "web/webpools.h"

#include <QDataStream>
#include <QFileInfo>
#include <QFont>
#include <QFuture>
#include <QGuiApplication>
#include <QPalette>
#include <QProcess>
#include <QStandardPaths>
#include <QtConcurrentRun>

#include <sys/prctl.h>

#include <csignal>

namespace pinweek {

namespace {

using namespace Qt::StringLiterals;

/** What a program needs to be on the screen, and no more: no path to a keychain, no token. */
QProcessEnvironment bareEnvironment(const QString &home)
{
    QProcessEnvironment bare;
    const QProcessEnvironment ours = QProcessEnvironment::systemEnvironment();
    const QStringList names = ours.keys();
    for (const QString &name : names) {
        static const QStringList kept{u"PATH"_s,
                                      u"LANG"_s,
                                      u"LANGUAGE"_s,
                                      u"TZ"_s,
                                      u"DISPLAY"_s,
                                      u"XAUTHORITY"_s,
                                      u"WAYLAND_DISPLAY"_s,
                                      u"XDG_RUNTIME_DIR"_s,
                                      u"XDG_SESSION_TYPE"_s,
                                      u"XDG_CURRENT_DESKTOP"_s,
                                      u"QT_QPA_PLATFORM"_s,
                                      u"QT_SCALE_FACTOR"_s,
                                      u"QT_SCREEN_SCALE_FACTORS"_s,
                                      u"QT_FONT_DPI"_s,
                                      u"QTWEBENGINE_DISABLE_SANDBOX"_s};
        if (kept.contains(name) || name.startsWith("LC_"_L1))
            bare.insert(name, ours.value(name));
    }
    bare.insert(u"HOME"_s, home);
    return bare;
}

QString pickerProgram()
{
    const QString name = u"pinweek-webpicker"_s;
    const QString beside = QCoreApplication::applicationDirPath() + u'/' + name;
    return QFileInfo(beside).isExecutable() ? beside : QStandardPaths::findExecutable(name);
}

Error missing()
{
    return {
        ErrorKind::Media,
        u"The browser window needs pinweek-webpicker and Qt WebEngine, which are not installed (on Debian: the package libqt6webenginewidgets6; qt6-webengine-dev where Pinweek is built). Images can still be dragged here from your own browser."_s};
}

constexpr int notLoadable = 127; // the dynamic linker's, where a library is missing

} // namespace

QByteArray pickerLook(const QPalette &palette, const QFont &font)
{
    QByteArray look;
    QDataStream out(&look, QIODevice::WriteOnly);
    out.setVersion(QDataStream::Qt_6_4);
    out << palette << font.toString();
    return look.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

bool readPickerLook(const QByteArray &look, QPalette &palette, QFont &font)
{
    QDataStream in(QByteArray::fromBase64(look, QByteArray::Base64UrlEncoding));
    in.setVersion(QDataStream::Qt_6_4);
    QPalette colours;
    QString description;
    in >> colours >> description;
    QFont letters;
    if (in.status() != QDataStream::Ok || !letters.fromString(description))
        return false;
    palette = colours;
    font = letters;
    return true;
}

PickerProcess::PickerProcess(QObject *parent) : QObject(parent) {}

PickerProcess::~PickerProcess()
{
    if (m_process)
        m_process->disconnect(this);
}

void PickerProcess::show(const QUrl &address, bool isPublic, QObject *context,
                         Done<std::optional<PickedPage>> done)
{
    close();
    m_context = context;
    m_done = std::move(done);
    m_answer.clear();
    const QString program = pickerProgram();
    m_home = std::make_unique<QTemporaryDir>();
    if (program.isEmpty() || !m_home->isValid()) {
        deliver<std::optional<PickedPage>>(context, std::exchange(m_done, {}), fail(missing()));
        return;
    }
    m_process = std::make_unique<QProcess>();
    m_process->setProcessEnvironment(bareEnvironment(m_home->path()));
    m_process->setWorkingDirectory(m_home->path());
    m_process->setStandardErrorFile(QProcess::nullDevice());
    m_process->setStandardInputFile(QProcess::nullDevice());
    m_process->setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGTERM); });
    connect(m_process.get(), &QProcess::readyReadStandardOutput, this, &PickerProcess::read);
    connect(m_process.get(), &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            end(fail(missing()));
    });
    connect(m_process.get(), &QProcess::finished, this, [this](int code, QProcess::ExitStatus how) {
        ended(code, how == QProcess::CrashExit);
    });
    QStringList arguments{u"--look"_s, QString::fromLatin1(pickerLook(QGuiApplication::palette(),
                                                                      QGuiApplication::font()))};
    if (isPublic)
        arguments += u"--public"_s;
    m_process->start(program, arguments << address.toString(QUrl::FullyEncoded));
}

void PickerProcess::close()
{
    if (m_process)
        end(std::nullopt);
}

void PickerProcess::read()
{
    m_answer += m_process->readAllStandardOutput();
    if (m_answer.size() > mostPickedBytes)
        end(fail(ErrorKind::Media, u"This page has more in it than can be read."_s));
}

void PickerProcess::ended(int code, bool crashed)
{
    read();
    if (!m_process)
        return;
    qCDebug(logWeb) << "the browser window ended with" << code;
    if (crashed || (code != 0 && code != notLoadable)) {
        end(fail(ErrorKind::Media, u"The browser window could not show this page."_s));
    } else if (code == notLoadable) {
        end(fail(missing()));
    } else if (m_answer.isEmpty()) {
        end(std::nullopt);
    } else {
        QtConcurrent::run(&pagePool(), [json = m_answer] {
            return pickedPageFrom(json);
        }).then(this, [this, asked = m_process.get()](const Result<PickedPage> &page) {
            if (m_process.get() != asked)
                return; // another page is shown by now
            if (page)
                end(std::optional(*page));
            else
                end(fail(page.error()));
        });
    }
}

void PickerProcess::end(Result<std::optional<PickedPage>> result)
{
    if (QProcess *process = m_process.release()) {
        process->disconnect(this);
        connect(process, &QProcess::finished, process, &QObject::deleteLater);
        if (process->state() == QProcess::NotRunning)
            process->deleteLater();
        else
            process->kill();
    }
    m_answer.clear();
    const auto done = std::exchange(m_done, {});
    if (done && m_context)
        done(std::move(result));
}

} // namespace pinweek
