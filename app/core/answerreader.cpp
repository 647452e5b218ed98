// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/answerreader.h"

#include <http_parser.h>

namespace pinweek {

namespace {
constexpr unsigned switching = 101;
}

struct AnswerReader::Private
{
    http_parser parser{};
    http_parser_settings settings{};
    State state = State::Incomplete;
    HttpAnswer answer;
    QByteArray name;
    QByteArray value;

    Private()
    {
        http_parser_init(&parser, HTTP_RESPONSE);
        parser.data = this;
        http_parser_settings_init(&settings);
        settings.on_header_field = [](http_parser *p, const char *at, size_t length) {
            of(p).addToName(QByteArrayView(at, qsizetype(length)));
            return 0;
        };
        settings.on_header_value = [](http_parser *p, const char *at, size_t length) {
            of(p).value.append(QByteArrayView(at, qsizetype(length)));
            return 0;
        };
        settings.on_headers_complete = [](http_parser *p) {
            of(p).headComplete();
            return 0;
        };
        settings.on_body = [](http_parser *p, const char *at, size_t length) {
            of(p).answer.body.append(QByteArrayView(at, qsizetype(length)));
            return 0;
        };
        settings.on_message_complete = [](http_parser *p) { return of(p).answerComplete(); };
    }

    static Private &of(http_parser *parser) { return *static_cast<Private *>(parser->data); }

    bool isAnnouncement() const
    {
        return parser.status_code < 200 && parser.status_code != switching;
    }

    /** A name or a value may come in several parts. */
    void addToName(QByteArrayView part)
    {
        if (!value.isNull())
            endHeader();
        name.append(part);
    }

    void endHeader()
    {
        if (!name.isEmpty() && !isAnnouncement())
            answer.headers.emplaceBack(name, value.trimmed());
        name = QByteArray();
        value = QByteArray();
    }

    void headComplete()
    {
        endHeader();
        if (!isAnnouncement())
            answer.status = int(parser.status_code);
    }

    /** Other than 0 stops the parser. */
    int answerComplete()
    {
        if (isAnnouncement())
            return 0;
        // Nobody has asked for another protocol.
        state = parser.status_code == switching ? State::Broken : State::Complete;
        return 1;
    }

    State take(const char *bytes, qsizetype count)
    {
        if (state != State::Incomplete)
            return state;
        http_parser_execute(&parser, &settings, bytes, size_t(count));
        if (state == State::Incomplete && HTTP_PARSER_ERRNO(&parser) != HPE_OK)
            state = State::Broken;
        return state;
    }
};

AnswerReader::AnswerReader() : d(std::make_unique<Private>()) {}

AnswerReader::~AnswerReader() = default;

AnswerReader::State AnswerReader::add(QByteArrayView bytes)
{
    return bytes.isEmpty() ? d->state : d->take(bytes.data(), bytes.size());
}

AnswerReader::State AnswerReader::end()
{
    if (d->state != State::Incomplete)
        return d->state;
    // For the parser no bytes mean the end; whether it is one in the middle is only told as an
    // error.
    d->take("", 0);
    if (d->state == State::Broken && HTTP_PARSER_ERRNO(&d->parser) == HPE_INVALID_EOF_STATE)
        d->state = State::Incomplete;
    return d->state;
}

const HttpAnswer &AnswerReader::answer() const
{
    return d->answer;
}

} // namespace pinweek
