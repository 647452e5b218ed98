// SPDX-License-Identifier: GPL-3.0-or-later
// What a program that proposes texts answers: events as they come, in pieces of any size, or JSON.
// The first byte says how large the pieces are, and as what the answer is announced.
#include "fuzz/fuzztarget.h"
#include "writer/ssereader.h"
#include "writer/writeranswer.h"
#include "writer/writerprompt.h"

#include <algorithm>
#include <array>

using namespace pinweek;

namespace {

constexpr qsizetype mostText = 210'000; // with what is thought aloud

/** However the bytes are cut, the events are the same. */
void readEvents(const QByteArray &body, qsizetype piece)
{
    SseReader whole;
    QList<QByteArray> all = whole.add(body);
    all += whole.end();
    SseReader pieces;
    QList<QByteArray> some;
    for (qsizetype at = 0; at < body.size(); at += piece)
        some += pieces.add(QByteArrayView(body).sliced(at, std::min(piece, body.size() - at)));
    some += pieces.end();
    fuzz::require(all == some, "events depend on how the bytes came");
}

void readAnswer(const HttpAnswer &whole, qsizetype piece)
{
    WriterAnswer answer;
    QString shown;
    HttpAnswer soFar = whole;
    for (qsizetype at = 0; at < whole.body.size() && !answer.isDone(); at += piece) {
        soFar.body = whole.body.first(std::min(at + piece, whole.body.size()));
        shown += answer.take(soFar);
    }
    if (!answer.isDone())
        shown += answer.end(whole);
    fuzz::require(shown == answer.text(), "what was shown is not the text");
    fuzz::require(answer.text().size() <= mostText, "a text has no end");
    fuzz::require(answer.problem().size() <= 200, "what a server says is too long");
    for (const WriterField field :
         {WriterField::Title, WriterField::Description, WriterField::AltText}) {
        const QString text = fittedText(field, answer.text()).text;
        fuzz::require(text.toUcs4().size() <= writerLimit(field), "a text is too long");
        fuzz::require(field != WriterField::Title || !text.contains(QLatin1Char('\n')),
                      "a title has more than one line");
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static const std::array<QByteArray, 4> types{"text/event-stream", "application/json",
                                                 "text/plain", ""};
    const QByteArray bytes = fuzz::bytesOf(data, size);
    const auto wish = bytes.isEmpty() ? 0U : unsigned(uchar(bytes.at(0)));
    const qsizetype piece = 1 + qsizetype(wish >> 2);
    HttpAnswer answer;
    answer.status = 200;
    answer.headers = {{"Content-Type", types.at(wish & 3U)}};
    answer.body = bytes.mid(1);
    readEvents(answer.body, piece);
    readAnswer(answer, piece);
    const QString message = writerErrorMessage(answer.body);
    fuzz::require(message.size() <= 200 && !message.contains(QLatin1Char('\n')),
                  "an error's message is not one short line");
    return 0;
}
