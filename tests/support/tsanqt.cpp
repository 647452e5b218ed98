// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Tells ThreadSanitizer what Qt puts in order. Debian's Qt is built without it, so the locks behind
 * its event queues and pools are not seen, and all that is handed from thread to thread through
 * them would be reported as a race. These functions of Qt are called here in its place, with the
 * order that Qt's documentation promises around them; only what is handed over is ordered, by its
 * own address, so that a race beside it is still found. In builds with ThreadSanitizer only.
 */
#include <QMetaObject>
#include <QRunnable>
#include <QThreadPool>

#include <dlfcn.h>
#include <functional>
#include <memory>
#include <sanitizer/tsan_interface.h>

namespace {

template<typename Function>
Function qtsOwn(const char *name)
{
    auto *const found = reinterpret_cast<Function>(dlsym(RTLD_NEXT, name));
    if (!found)
        qFatal("Qt has no %s", name);
    return found;
}

/** A call on its way to another thread. */
class HandedCall final : public QtPrivate::QSlotObjectBase
{
public:
    explicit HandedCall(QtPrivate::QSlotObjectBase *call) : QSlotObjectBase(&handle), m_call(call)
    {
        __tsan_release(this);
    }

private:
    static void handle(int which, QSlotObjectBase *base, QObject *receiver, void **arguments,
                       bool *)
    {
        auto *const self = static_cast<HandedCall *>(base);
        __tsan_acquire(self);
        if (which == Call) {
            self->m_call->call(receiver, arguments);
            __tsan_release(self); // for the thread that lets go of it
        } else if (which == Destroy) {
            self->m_call->destroyIfLastRef();
            delete self;
        }
    }

    QtPrivate::QSlotObjectBase *m_call;
};

class HandedRunnable final : public QRunnable
{
public:
    HandedRunnable(QRunnable *work, QThreadPool *pool) : m_work(work), m_pool(pool)
    {
        __tsan_release(this);
    }

    void run() override
    {
        __tsan_acquire(this);
        const bool isOurs = m_work->autoDelete();
        m_work->run();
        if (isOurs)
            delete m_work;
        __tsan_release(m_pool);
    }

private:
    QRunnable *m_work;
    QThreadPool *m_pool;
};

} // namespace

bool QMetaObject::invokeMethodImpl(QObject *object, QtPrivate::QSlotObjectBase *slot,
                                   Qt::ConnectionType type, void *ret)
{
    using Own = bool (*)(QObject *, QtPrivate::QSlotObjectBase *, Qt::ConnectionType, void *);
    static const auto own = qtsOwn<Own>("_ZN11QMetaObject16invokeMethodImplEP7QObjectPN9QtPrivate"
                                        "15QSlotObjectBaseEN2Qt14ConnectionTypeEPv");
    return own(object, new HandedCall(slot), type, ret);
}

void QThreadPool::start(QRunnable *runnable, int priority)
{
    using Own = void (*)(QThreadPool *, QRunnable *, int);
    static const auto own = qtsOwn<Own>("_ZN11QThreadPool5startEP9QRunnablei");
    own(this, new HandedRunnable(runnable, this), priority);
}

void QThreadPool::start(std::function<void()> functionToRun, int priority)
{
    start(QRunnable::create(std::move(functionToRun)), priority);
}

bool QThreadPool::waitForDone(int msecs)
{
    using Own = bool (*)(QThreadPool *, int);
    static const auto own = qtsOwn<Own>("_ZN11QThreadPool11waitForDoneEi");
    const bool isDone = own(this, msecs);
    if (isDone)
        __tsan_acquire(this);
    return isDone;
}
