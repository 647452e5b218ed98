// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/carousel.h"
#include "model/mediaasset.h"
#include "model/picturefit.h"

#include <QByteArray>
#include <QHash>
#include <QNetworkAccessManager>
#include <QObject>
#include <QStringList>
#include <QThreadPool>

#include <functional>
#include <memory>
#include <optional>

namespace pinweek {

/**
 * Pictures of pins at Pinterest, to tell twins apart and to show them. They come from the address
 * that a list names, without a token, bounded in size and time. Main thread; decoding runs on a
 * worker.
 */
class PictureCheck : public QObject
{
    Q_OBJECT

public:
    explicit PictureCheck(const QString &workspace);
    ~PictureCheck() override;

    /** Fetches pictures one after the other; those that can't be had are missing in the answer. */
    void fetch(const QStringList &addresses, QObject *context,
               std::function<void(const QHash<QString, QByteArray> &)> done);
    /** Whether `picture` shows the asset, as it was sent: fitted, and cut to `shape` if it is the
     * first of a carousel. nullopt if one of the two can't be read. */
    void compare(const MediaAsset &asset, const PictureFit &fit,
                 std::optional<CarouselShape> shape, const QByteArray &picture, QObject *context,
                 std::function<void(std::optional<bool>)> done);
    /** Small JPEGs of pictures, empty where one can't be read. */
    void shrink(const QHash<QString, QByteArray> &pictures, QObject *context,
                std::function<void(const QHash<QString, QByteArray> &)> done);

private:
    struct Fetch;
    void fetchNext(const std::shared_ptr<Fetch> &fetch);
    template<typename Result, typename Job>
    void onPool(Job job, QObject *context, std::function<void(const Result &)> done);

    QString m_workspace;
    QNetworkAccessManager m_network; // never sees a token
    QThreadPool m_pool;
};

} // namespace pinweek
