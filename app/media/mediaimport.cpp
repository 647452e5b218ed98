// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/mediaimport.h"

#include "media/imagedecode.h"
#include "media/imageimport.h"
#include "media/localfile.h"
#include "media/movieboxes.h"
#include "media/videoprobe.h"

namespace pinweek {

namespace {

bool isMovie(const QString &path)
{
    const auto file = openLocalFile(path, path, largestVideoBytes);
    return file && readMovieHead(**file).state == MovieState::Whole;
}

} // namespace

Result<ImportedMedia> importMediaFile(const QString &path, const QString &name,
                                      const QString &workspace, const ImportWatch &watch)
{
    if (hasVideoName(path))
        return importVideoFile(path, name, workspace, watch);
    Result<MediaAsset> image = importImageFile(path, workspace, watch.incoming);
    if (!image && image.error().kind == ErrorKind::Media && isMovie(path))
        return importVideoFile(path, name, workspace, watch);
    if (!image)
        return fail(image.error());
    if (!name.isEmpty())
        image->fileName = oneLineName(name);
    return ImportedMedia{*image};
}

} // namespace pinweek
