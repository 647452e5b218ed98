// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/demoplan.h"

#include <array>

namespace pinweek {

namespace {

struct PictureText
{
    const char *file;
    const char *title;
    const char *description;
    const char *altText;
    const char *slug;
    const char *board;
    const char *section;
};

// clang-format off
constexpr PictureText pictureTexts[] = {
    {"slow-sunday-walk",
     "Slow Sunday walk by the sea",
     "Our favourite two hours of the week: a flask of tea, no phones and the path behind the dunes. Route and what we pack.",
     "Tall golden grass in front of a blue sea",
     "slow-sunday-walk", "Weekend walks", "Coast"},
    {"autumn-garden-checklist",
     "10 autumn garden jobs for a calmer spring",
     "Cut back, mulch, plant bulbs: the short list that saves us a weekend in March. Free printable checklist.",
     "A deep red marigold with a white headline box",
     "autumn-garden-jobs", "Garden", "Raised beds"},
    {"weekly-meal-plan",
     "The weekly meal plan: cook once, eat three times",
     "Five dinners from two evenings at the stove. Shopping list and the order we cook in.",
     "Pale wood with the words The weekly meal plan",
     "weekly-meal-plan", "Recipes", "Weeknight dinners"},
    {"flowers-that-feed-bees",
     "7 flowers that feed the bees all summer",
     "Easy from seed, kind to beginners and full of bees from May to October.",
     "Blue forget-me-nots in soft light",
     "flowers-that-feed-bees", "Garden", "Cut flowers"},
    {"drink-more-water",
     "9 ways to drink more water that stick",
     "No app, no huge bottle. Small habits at the kitchen sink that worked for all of us.",
     "A drop of water making a crown",
     "drink-more-water", "Slow mornings", ""},
    {"drying-flowers-at-home",
     "How to dry flowers at home and keep their colour",
     "Silica gel, hanging or the oven: what we tried with dahlias, and the one we use now.",
     "Yellow petals against a dark background",
     "drying-flowers", "Autumn décor", "Wreaths"},
    {"houseplants-for-beginners",
     "5 houseplants you can't kill",
     "For dark corners, forgetful people and flats with radiators.",
     "Close-up of a bright green leaf with veins",
     "houseplants-you-cant-kill", "Small kitchen ideas", "Shelves"},
    {"grow-wheatgrass-indoors",
     "Wheatgrass indoors, ready in nine days",
     "A tray, a window and kitchen paper. Day by day with pictures.",
     "Fresh green wheatgrass",
     "wheatgrass-indoors", "Garden", "Herbs"},
    {"road-trip-packing-list",
     "Road trip packing list: 42 things, one page",
     "What really goes in the boot when four people share one small car.",
     "A road under dark storm clouds",
     "road-trip-packing-list", "Weekend walks", ""},
    {"colours-of-october",
     "Colours of October: an autumn palette",
     "Rust, saffron and plum: six combinations for the table and the sofa.",
     "Glowing orange petals",
     "colours-of-october", "Autumn décor", "Table setting"},
    {"dandelion-wish",
     "Make a wish: dandelion macro prints",
     "Our most asked-for picture of the year, as a free A4 print.",
     "Two dandelion seeds with fine white hairs",
     "dandelion-print", "Small kitchen ideas", "Before and after"},
    {"marigold-companion-plants",
     "Marigolds between tomatoes: why it works",
     "What they keep away, what they bring, and how close to plant them.",
     "A velvety red marigold",
     "marigold-companion-plants", "Garden", "Raised beds"},
    {"forget-me-nots-from-seed",
     "Forget-me-nots from seed",
     "Sow now, forget them, and be surprised in April.",
     "Pale blue forget-me-not in close-up",
     "forget-me-nots", "Garden", "Seed starting"},
    {"beach-grass-golden-hour",
     "Golden hour at the beach: where to stand",
     "Three places on our coast where the light does the work.",
     "Grass in evening light by the sea",
     "golden-hour-beach", "Weekend walks", "Coast"},
    {"raindrops-on-leaves",
     "Rainy day photo walk with children",
     "Ten things to look for with a phone and rubber boots.",
     "Raindrops on a broad green leaf",
     "rainy-day-photo-walk", "Weekend walks", "Woods"},
    {"watering-houseplants-right",
     "Water houseplants the right way",
     "The finger test, the weight test and why Sundays are a bad rule.",
     "Drops of water on a leaf",
     "watering-houseplants", "Small kitchen ideas", ""},
    {"ladybird-on-a-stem",
     "Invite ladybirds instead of spraying",
     "Five plants that bring them in, and where they spend the winter.",
     "A ladybird on a green stem",
     "invite-ladybirds", "Garden", "Herbs"},
    {"wheatgrass-day-nine",
     "Wheatgrass, day nine: how to cut and juice it",
     "Scissors, a blender and a sieve are enough.",
     "Dense green wheatgrass",
     "wheatgrass-juice", "Slow mornings", ""},
    {"yellow-daisy-macro",
     "Rudbeckia: the border's golden hour",
     "Flowers from July until the first frost, and asks for nothing.",
     "Yellow daisy petals with a dark centre",
     "rudbeckia", "Garden", "Cut flowers"},
    {"water-drop-crown",
     "How I photograph water drops at home",
     "A bag with a hole, a baking tray and a torch.",
     "A water drop rebounding in blue light",
     "water-drop-photos", "Slow mornings", ""},
    {"storm-clouds-over-the-road",
     "Storm soup: what we cook when the power is out",
     "A gas ring, one pot, and things from the cellar.",
     "Dark clouds over an empty road",
     "storm-soup", "Recipes", "Soups"},
    {"dune-grass-and-sea",
     "A picnic for windy places",
     "Food that stays on the plate, and the blanket trick.",
     "Dune grass bending in the wind",
     "windy-picnic", "Recipes", "Salads"},
    {"orange-petals-close-up",
     "Candied petals for winter cakes",
     "Dry them in October, eat them at New Year.",
     "Orange petals in close-up",
     "candied-petals", "Recipes", "Cakes"},
    {"dandelion-seeds-macro",
     "Dandelion syrup, the honey of spring",
     "Two hundred flowers, a lemon and an afternoon.",
     "Dandelion seeds against warm colours",
     "dandelion-syrup", "Preserving & pickling", "Syrups"},
    {"banana-leaf-print",
     "Botanical prints for rented kitchens",
     "Wallpaper feel, no paste: clips, frames and a leaf.",
     "Veins of a large green leaf",
     "botanical-prints", "Small kitchen ideas", "Before and after"},
    {"linen-and-wood-texture",
     "Set a quiet autumn table",
     "Linen, wood and one branch. That's all.",
     "Pale wooden planks",
     "quiet-autumn-table", "Autumn décor", "Table setting"},
};
// clang-format on

// The times of day at which this blogger pins, a little different on each day of the week.
constexpr std::array<int, 4> minutesOfDay{8 * 60 + 30, 11 * 60 + 15, 15 * 60, 18 * 60 + 45};
constexpr std::array<int, 7> pinsOfDay{3, 4, 3, 2, 4, 2, 1};
constexpr std::array<int, 3> dueSoon{12, 24, 38}; // seconds after opening
constexpr int unscheduledCount = 6;

QTime slotTime(int weekday, int place)
{
    const int minute = minutesOfDay.at(size_t(place)) + (weekday * 7 + place * 5) % 4 * 15;
    return {minute / 60, minute % 60};
}

/** Gives out contents, picture by picture. */
class Contents
{
public:
    Contents(AccountId account, const QHash<QString, MediaId> &media, const QList<Board> &boards)
        : m_account(account), m_media(media), m_boards(boards), m_pictures(demoPictures())
    {
    }

    PinContent next()
    {
        const DemoPicture &picture = m_pictures.at(m_next++ % m_pictures.size());
        PinContent content;
        content.account = m_account;
        content.media = m_media.value(picture.file);
        content.title = picture.title;
        content.description = picture.description;
        content.altText = picture.altText;
        content.link = picture.link;
        // The same picture a second time is another post: it leads to another part of the page.
        if (m_next > m_pictures.size())
            content.link += QStringLiteral("#part-%1").arg(m_next / m_pictures.size() + 1);
        for (const Board &board : m_boards) {
            if (board.name == picture.board)
                content.board = board.id;
            for (const BoardSection &section : board.sections) {
                if (board.name == picture.board && section.name == picture.section)
                    content.section = section.id;
            }
        }
        return content;
    }

private:
    AccountId m_account;
    const QHash<QString, MediaId> &m_media;
    const QList<Board> &m_boards;
    const QList<DemoPicture> m_pictures;
    qsizetype m_next = 0;
};

Pin publishedPin(const PinContent &content, UtcTime at, int number)
{
    Pin pin;
    pin.content = content;
    pin.status = PinStatus::Published;
    pin.dueAt = at;
    pin.publishedAt = at;
    pin.attempts = 1;
    // Eighteen digits, as Pinterest's ids have.
    pin.remoteId = QString::number(900'000'000'000'000'000LL + number);
    return pin;
}

} // namespace

QList<DemoPicture> demoPictures()
{
    QList<DemoPicture> pictures;
    for (const PictureText &text : pictureTexts) {
        pictures.append(
            {QString::fromUtf8(text.file) + QStringLiteral(".jpg"), QString::fromUtf8(text.title),
             QString::fromUtf8(text.description), QString::fromUtf8(text.altText),
             QStringLiteral("https://sunny-kitchen.example/") + QString::fromUtf8(text.slug),
             QString::fromUtf8(text.board), QString::fromUtf8(text.section)});
    }
    return pictures;
}

DemoPlan demoPlan(UtcTime now, const QByteArray &zone, QDate first, AccountId account,
                  const QHash<QString, MediaId> &media, const QList<Board> &boards)
{
    DemoPlan plan;
    Contents contents(account, media, boards);
    for (const int seconds : dueSoon) {
        PinContent content = contents.next();
        content.planned = WallTime::fromUtc(now + std::chrono::seconds(seconds), zone);
        plan.planned.append(content);
    }
    for (int day = 0; day < 10; ++day) {
        const int count = pinsOfDay.at(size_t(day % 7));
        for (int i = 0; i < count; ++i) {
            const WallTime wall{first.addDays(day), slotTime(day % 7, (i + day) % 4), zone,
                                RepeatedHour::First};
            const UtcTime at = wall.resolve().utc;
            PinContent content = contents.next();
            content.planned = wall;
            if (at < now - std::chrono::minutes(2))
                plan.published.append(publishedPin(content, at, int(plan.published.size()) + 1));
            else if (at > now + std::chrono::minutes(5))
                plan.planned.append(content);
        }
    }

    for (int day = 0; day < 7; ++day) {
        for (int place = 0; place < int(minutesOfDay.size()); ++place)
            plan.timeSlots.append({{},
                                   account,
                                   {},
                                   first.addDays(day).dayOfWeek(),
                                   slotTime(day, place),
                                   zone});
    }

    // What a week has in it that is not finished.
    PinContent noBoard = contents.next();
    noBoard.board = {};
    noBoard.section = {};
    noBoard.planned = WallTime::fromUtc(now + std::chrono::hours(20), zone);
    noBoard.planned->time = QTime(13, 15);
    PinContent noTitle = contents.next();
    noTitle.title.clear();
    noTitle.link.clear();
    noTitle.planned = WallTime::fromUtc(now + std::chrono::hours(44), zone);
    noTitle.planned->time = QTime(9, 45);
    PinContent missed = contents.next();
    missed.link.clear();
    missed.planned = WallTime::fromUtc(now - std::chrono::hours(26), zone);
    missed.planned->time = QTime(16, 30);
    plan.drafts = {noBoard, noTitle, missed};
    plan.blocked = contents.next();
    plan.blocked.planned = WallTime::fromUtc(now + std::chrono::hours(27), zone);
    plan.blocked.planned->time = QTime(17, 30);
    for (int i = 0; i < unscheduledCount; ++i) {
        PinContent idea = contents.next();
        if (i % 2 == 0)
            idea.link.clear();
        plan.drafts.append(idea);
    }
    return plan;
}

} // namespace pinweek
