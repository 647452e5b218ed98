// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/htmlguard.h"

#include <algorithm>

namespace pinweek {

namespace {

constexpr int mostAttributes = 1000;

bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool isBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

/** Goes through a page as libxml2 does, as far as tags and their attributes go. */
class Scanner
{
public:
    explicit Scanner(const QByteArray &utf8) : m_text(utf8), m_lower(utf8.toLower()) {}

    qsizetype harmless()
    {
        while ((m_at = m_text.indexOf('<', m_at)) >= 0) {
            const qsizetype begin = m_at++;
            if (m_lower.mid(m_at, 3) == "!--") {
                skipTo("-->", m_at + 3);
            } else if (m_at < m_text.size() && isLetter(m_text.at(m_at))) {
                if (!passTag())
                    return begin;
                for (const char *name : {"script", "style"}) {
                    if (!m_endsItself && m_lower.mid(begin + 1, qsizetype(qstrlen(name))) == name)
                        skipTo(QByteArray("</") + name, m_at);
                }
            }
            if (m_at < 0)
                break;
        }
        return m_text.size();
    }

private:
    void skipTo(const QByteArray &end, qsizetype from) { m_at = m_lower.indexOf(end, from); }

    template<typename Condition>
    void passWhile(Condition fits)
    {
        while (m_at < m_text.size() && fits(m_text.at(m_at)))
            ++m_at;
    }

    /** @return  false: it has too many attributes */
    bool passTag()
    {
        const auto isWord = [](char c) { return !isBlank(c) && c != '>'; };
        passWhile(isWord);
        m_endsItself = m_text.at(m_at - 1) == '/';
        for (int attributes = 0; attributes <= mostAttributes; ++attributes) {
            passWhile(isBlank);
            if (m_at >= m_text.size() || m_text.at(m_at) == '>')
                return true;
            m_endsItself = false;
            const qsizetype begin = m_at;
            passWhile([isWord](char c) { return isWord(c) && c != '='; });
            m_endsItself = m_text.at(std::max(begin, m_at - 1)) == '/';
            passWhile(isBlank);
            if (m_at < m_text.size() && m_text.at(m_at) == '=')
                passValue();
        }
        return false;
    }

    void passValue()
    {
        ++m_at;
        passWhile(isBlank);
        const char quote = m_at < m_text.size() ? m_text.at(m_at) : '\0';
        if (quote == '"' || quote == '\'') {
            const qsizetype end = m_text.indexOf(quote, m_at + 1);
            m_at = end < 0 ? m_text.size() : end + 1;
        } else {
            passWhile([](char c) { return !isBlank(c) && c != '>'; });
        }
    }

    const QByteArray &m_text;
    const QByteArray m_lower;
    qsizetype m_at = 0;
    bool m_endsItself = false;
};

} // namespace

qsizetype harmlessHtml(const QByteArray &utf8)
{
    return Scanner(utf8).harmless();
}

} // namespace pinweek
