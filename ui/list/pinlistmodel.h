// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/board.h"
#include "model/campaign.h"
#include "model/mediaasset.h"
#include "model/pin.h"
#include "planner/textedits.h"
#include "store/pinsearch.h"
#include "ui/widgets/steadyrows.h"

#include <QAbstractTableModel>
#include <QCache>
#include <QHash>

#include <memory>
#include <optional>

namespace pinweek {

class Workspace;
struct ChangeSet;

/** The list's columns, in the order in which they are shown at first. */
enum class PinColumn
{
    Picture,
    Time,
    State,
    Title,
    Description,
    Board,
    Section,
    Link,
    Campaign,
    AltText,
    Count // how many there are
};

/** The text that a column edits; nullopt: none. */
std::optional<PinText> textOfColumn(PinColumn column);

/**
 * All pins of a filter as a table: a list of ids that PinSearch filters and sorts, and pages of 200
 * pins that are read when they are looked at (protocols.md 3.4). Grouped by address, a row before
 * each group's pins says what is known of the address. Never changes data. Main thread.
 */
class PinListModel : public SteadyRows<QAbstractTableModel>
{
    Q_OBJECT

public:
    static constexpr int pageSize = 200;

    enum Role
    {
        PinRole = Qt::UserRole, // PinId; of a group's row an invalid one
        ColourRole,             // int: of the board, or of the campaign; invalid: none
        StatusRole,             // int: PinStatus; of a group's row invalid
        StateIconRole           // QString: Theme::stateIconName(); of a group's row invalid
    };

    explicit PinListModel(Workspace &workspace, QObject *parent = nullptr);
    ~PinListModel() override;

    void setFilter(const PinFilter &filter);
    [[nodiscard]] const PinFilter &filter() const { return m_query.filter; }
    void setZone(const QByteArray &zone);
    [[nodiscard]] QByteArray zone() const { return m_zone; }
    void setGrouped(bool grouped);
    [[nodiscard]] bool isGrouped() const { return m_grouped; }
    /** Nothing is read, and what was read is given back, while the list is not shown. */
    void setActive(bool active);
    /** False while the first answer, or the rest of it, is awaited. */
    [[nodiscard]] bool isWhole() const { return m_whole; }
    /** Of pins, without the groups' rows. */
    [[nodiscard]] int pinCount() const { return m_pinCount; }

    /** nullopt for a group's row, and for a pin that is gone. */
    [[nodiscard]] std::optional<Pin> pin(int row) const;
    [[nodiscard]] PinId pinId(int row) const;
    /** -1: it is not in the list. */
    [[nodiscard]] int rowOf(PinId pin) const;
    /** The address of a group's row; nullopt for a pin's. */
    [[nodiscard]] std::optional<QString> groupLink(int row) const;
    [[nodiscard]] std::optional<MediaAsset> picture(int row) const;
    [[nodiscard]] std::optional<MediaAsset> video(int row) const;
    /** What is made of it when it is sent. */
    [[nodiscard]] PictureFit fit(int row) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    /** Sorts in the database; an answer comes later. */
    void sort(int column, Qt::SortOrder order) override;

signals:
    /** The list, or whether it is whole, is another now. */
    void listed();

private:
    /** A pin, or a group's row. */
    struct Row
    {
        PinId pin;
        int group = -1;
        friend bool operator==(const Row &, const Row &) = default;
    };
    struct Page
    {
        QHash<PinId, Pin> pins;
        MediaAssets media;
    };
    void askAnew();
    void ask();
    void takeFound(const QList<PinId> &pins, bool whole);
    void takeGroups(const QList<LinkGroup> &groups);
    void take(const QList<Row> &rows);
    void renumberGroups(const QList<LinkGroup> &groups);
    void takeChanges(const ChangeSet &changes);
    const Page *page(int row) const;
    void readNames() const;
    [[nodiscard]] QString words(const Pin &pin, PinColumn column) const;
    [[nodiscard]] QString groupWords(int group) const;
    [[nodiscard]] QString timeWords(const Pin &pin) const;

    Workspace &m_workspace;
    PinSearch m_search;
    PinQuery m_query;
    QByteArray m_zone;
    bool m_grouped = false;
    bool m_active = false;
    bool m_stale = true;
    bool m_whole = false;
    bool m_sameQuestion = false; // asked again because pins changed
    int m_pinCount = 0;
    QList<Row> m_rows;
    QList<LinkGroup> m_groups;          // without their pins, which are rows
    mutable QHash<PinId, int> m_places; // made when first asked for
    mutable QCache<int, Page> m_pages{10};
    mutable bool m_namesRead = false;
    mutable QHash<BoardId, Board> m_boards;
    mutable QHash<CampaignId, Campaign> m_campaigns;
};

} // namespace pinweek
