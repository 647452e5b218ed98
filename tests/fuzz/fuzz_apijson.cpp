// SPDX-License-Identifier: GPL-3.0-or-later
// Answers of the API, good ones and errors.
#include "fuzz/fuzztarget.h"
#include "pinterest/answererror.h"
#include "pinterest/wirejson.h"

using namespace pinweek;
using namespace pinweek::pinterest;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    HttpAnswer answer;
    answer.body = fuzz::bytesOf(data, size);
    for (const int status : {400, 401, 403, 404, 409, 429, 500}) {
        answer.status = status;
        const Error error = errorOfAnswer(answer, true, fromEpoch(1'796'000'000));
        fuzz::require(!error.detail.isEmpty(), "an error says nothing");
    }
    const Result<QJsonObject> object = readObject(answer.body);
    if (!object)
        return 0;
    (void)readAccount(*object);
    (void)readSection(*object);
    (void)readRegistration(*object);
    (void)readMedia(*object);
    (void)readPage(*object, &readSection);
    if (const auto board = readBoard(*object))
        fuzz::require(isRemoteId(board->id), "a board has no id");
    if (const auto pin = readPin(*object))
        fuzz::require(isRemoteId(pin->id), "a pin has no id");
    if (const auto page = readPage(*object, &readBoard)) {
        for (const RemoteBoard &board : page->items)
            fuzz::require(isRemoteId(board.id), "a board has no id");
    }
    if (const auto page = readPage(*object, &readPin)) {
        for (const RemotePin &pin : page->items)
            fuzz::require(isRemoteId(pin.id), "a pin has no id");
    }
    return 0;
}
