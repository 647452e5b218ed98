// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/pinfilter.h"

#include <algorithm>

namespace pinweek {

QStringList searchWords(const QString &text)
{
    QString clean = text;
    clean.remove(QChar(u'\0'));
    return clean.simplified().split(QLatin1Char(' '), Qt::SkipEmptyParts);
}

bool hasWords(const PinContent &content, const QStringList &words)
{
    return std::all_of(words.cbegin(), words.cend(), [&content](const QString &word) {
        return content.title.contains(word, Qt::CaseInsensitive) ||
               content.description.contains(word, Qt::CaseInsensitive) ||
               content.link.contains(word, Qt::CaseInsensitive) ||
               content.altText.contains(word, Qt::CaseInsensitive) ||
               content.note.contains(word, Qt::CaseInsensitive);
    });
}

bool PinFilter::narrows() const
{
    return board.isValid() || section.isValid() || campaign.isValid() || !states.isEmpty() ||
           !searchWords(text).isEmpty() || from || to;
}

bool PinFilter::matches(const Pin &pin) const
{
    const PinContent &content = pin.content;
    return (!account.isValid() || content.account == account) &&
           (!board.isValid() || content.board == board) &&
           (!section.isValid() || content.section == section) &&
           (!campaign.isValid() || content.campaign == campaign) &&
           (states.isEmpty() || states.contains(pin.status)) &&
           (!from || (pin.dueAt && *pin.dueAt >= *from)) &&
           (!to || (pin.dueAt && *pin.dueAt < *to)) && hasWords(content, searchWords(text));
}

} // namespace pinweek
