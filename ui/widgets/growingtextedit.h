// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTextEdit>

namespace pinweek {

/** Plain text that is as high as its content, from a least number of lines on; Tab leaves it. It
 * never scrolls: what holds it does. */
class GrowingTextEdit : public QTextEdit
{
    Q_OBJECT
    Q_PROPERTY(int leastLines READ leastLines WRITE setLeastLines)

public:
    /** More than this is not pasted at once, in UTF-16 units: far beyond all that Pinterest takes,
     * and what is laid out while a person waits. */
    static constexpr int mostPasted = 10'000;

    explicit GrowingTextEdit(QWidget *parent = nullptr);
    [[nodiscard]] int leastLines() const;
    void setLeastLines(int lines);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

signals:
    /** Of a pasted text only so much was taken; the clipboard has the rest. */
    void pasteCut(int units);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void insertFromMimeData(const QMimeData *source) override;
    [[nodiscard]] bool canInsertFromMimeData(const QMimeData *source) const override;

private:
    void fitHeight();

    int m_leastLines = 3;
};

} // namespace pinweek
