// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/cli.h"
#include "cli/utmlookup.h"
#include "store/accountstore.h"
#include "store/store.h"
#include "store/utmstore.h"
#include "workspace/workspace.h"

#include <QJsonArray>

#include <CLI/CLI.hpp>

namespace pinweek {

namespace {

const QLatin1String noneWord("none");
const QLatin1String defaultWord("default");
const QLatin1String allWord("all");

struct UtmOptions
{
    std::string name, newName, defaultFor;
    std::optional<std::string> source, medium, campaign, term, content;
};

UtmStore &recipes(Cli &cli)
{
    return cli.workspace().store().utm();
}

/** "all", a user name, or nothing. */
QString defaultText(Cli &cli, const UtmRecipe &recipe)
{
    if (!recipe.defaultFor)
        return {};
    if (!recipe.defaultFor->isValid())
        return allWord;
    const Result<Account> account = cli.workspace().store().accounts().account(*recipe.defaultFor);
    return account ? account->username : QString();
}

QJsonObject recipeJson(Cli &cli, const UtmRecipe &recipe)
{
    const QString defaultFor = defaultText(cli, recipe);
    QJsonObject json{
        {QStringLiteral("name"), recipe.name},
        {QStringLiteral("default_for"), defaultFor.isEmpty() ? QJsonValue() : defaultFor}};
    for (const UtmTag &tag : utmTags())
        json.insert(tag.key, recipe.*tag.value);
    return json;
}

QString recipeLine(Cli &cli, const UtmRecipe &recipe)
{
    QStringList tags;
    for (const UtmTag &tag : utmTags()) {
        if (const QString &value = recipe.*tag.value; !value.isEmpty())
            tags += tag.key + QLatin1Char('=') + value;
    }
    const QString defaultFor = defaultText(cli, recipe);
    const QString line = QStringLiteral("%1  %2").arg(recipe.name, -20).arg(tags.join(u' '));
    return defaultFor.isEmpty() ? line : Cli::tr("%1  (default: %2)").arg(line, defaultFor);
}

void list(Cli &cli, const UtmOptions &)
{
    const Result<QList<UtmRecipe>> all = recipes(cli).recipes();
    if (!all) {
        cli.exitWith(all.error());
        return;
    }
    QJsonArray items;
    for (const UtmRecipe &recipe : *all) {
        items.append(recipeJson(cli, recipe));
        if (!cli.json)
            cli.printLine(recipeLine(cli, recipe));
    }
    if (cli.json)
        cli.printJson({{QStringLiteral("items"), items}});
    cli.exit(ExitCode::Done);
}

Result<std::optional<AccountId>> defaultOf(Cli &cli, const QString &text)
{
    if (text.isEmpty() || text == noneWord)
        return std::optional<AccountId>();
    if (text == allWord)
        return std::optional(AccountId{});
    const auto accounts = cli.workspace().store().accounts().accounts();
    for (const Account &account : accounts.value_or(QList<Account>())) {
        if (account.username.compare(text, Qt::CaseInsensitive) == 0 ||
            account.id.toString() == text)
            return std::optional(account.id);
    }
    return fail(ErrorKind::Rejected, Cli::tr("There is no account “%1”.").arg(text));
}

/** Makes a recipe, or changes what is named of one that there is. */
void set(Cli &cli, const UtmOptions &options)
{
    const QString name = QString::fromStdString(options.name);
    const Result<UtmRecipe> known = findUtmRecipe(cli.workspace(), name);
    UtmRecipe recipe = known.value_or(UtmRecipe());
    recipe.name = known ? recipe.name : name;
    if (!options.newName.empty())
        recipe.name = QString::fromStdString(options.newName);
    const std::array given{&options.source, &options.medium, &options.campaign, &options.term,
                           &options.content};
    for (size_t i = 0; i < given.size(); ++i) {
        if (*given.at(i))
            recipe.*utmTags().at(i).value = QString::fromStdString(**given.at(i));
    }
    if (!options.defaultFor.empty()) {
        const auto account = defaultOf(cli, QString::fromStdString(options.defaultFor));
        if (!account) {
            cli.exitWith(account.error());
            return;
        }
        recipe.defaultFor = *account;
    }
    recipes(cli).save(recipe, known ? Cli::tr("Change UTM recipe") : Cli::tr("New UTM recipe"),
                      &cli, [&cli](const Result<UtmRecipe> &saved) {
                          if (!saved) {
                              cli.exitWith(saved.error());
                              return;
                          }
                          if (cli.json)
                              cli.printJson(recipeJson(cli, *saved));
                          else
                              cli.printLine(recipeLine(cli, *saved));
                          cli.exit(ExitCode::Done);
                      });
}

void remove(Cli &cli, const UtmOptions &options)
{
    const Result<UtmRecipe> recipe =
        findUtmRecipe(cli.workspace(), QString::fromStdString(options.name));
    if (!recipe) {
        cli.exitWith(recipe.error());
        return;
    }
    recipes(cli).remove(
        recipe->id, Cli::tr("Delete UTM recipe"), &cli, [&cli](const Result<int> &pins) {
            if (!pins) {
                cli.exitWith(pins.error());
                return;
            }
            if (cli.json)
                cli.printJson({{QStringLiteral("pins"), *pins}});
            else
                cli.printLine(
                    Cli::tr("Deleted. %n pin(s) that chose it get no tags now.", nullptr, *pins));
            cli.exit(ExitCode::Done);
        });
}

} // namespace

Result<UtmRecipe> findUtmRecipe(Workspace &workspace, const QString &name)
{
    const Result<QList<UtmRecipe>> all = workspace.store().utm().recipes();
    if (!all)
        return fail(all.error());
    for (const UtmRecipe &recipe : *all) {
        if (recipe.name.compare(name.simplified(), Qt::CaseInsensitive) == 0)
            return recipe;
    }
    return fail(ErrorKind::Rejected,
                Cli::tr("There is no UTM recipe “%1”. `pinweekctl utm set` makes one.").arg(name));
}

Result<std::optional<UtmRecipeId>> utmChoice(Workspace &workspace, const QString &text)
{
    const Result<UtmRecipe> recipe = findUtmRecipe(workspace, text);
    if (recipe)
        return std::optional(recipe->id);
    if (text == defaultWord)
        return std::optional<UtmRecipeId>();
    if (text == noneWord)
        return std::optional(UtmRecipeId{});
    return fail(recipe.error());
}

void declareUtmCommands(CLI::App &app, Cli &cli, Action &action)
{
    auto options = std::make_shared<UtmOptions>();
    CLI::App *group =
        app.add_subcommand("utm", "UTM recipes: tags that links get when pins are sent");
    group->require_subcommand(1);
    group->fallthrough();
    const auto declare = [&](const char *name, const char *help, auto run) {
        CLI::App *command = group->add_subcommand(name, help);
        command->callback([&cli, &action, options, run] {
            action = [&cli, options, run] { run(cli, *options); };
        });
        return command;
    };
    declare("list", "List the recipes", list);
    CLI::App *setting =
        declare("set", "Make a recipe, or change the tags of one that are given", set);
    setting->add_option("name", options->name, "Up to 60 characters")->required();
    setting->add_option(
        "--source", options->source,
        "utm_source; as every tag with {board} {section} {campaign} {slug} {date} {n}");
    setting->add_option("--medium", options->medium, "utm_medium");
    setting->add_option("--campaign", options->campaign, "utm_campaign");
    setting->add_option("--term", options->term, "utm_term");
    setting->add_option("--content", options->content, "utm_content");
    setting->add_option(
        "--default-for", options->defaultFor,
        "Whose pins get it that have no choice of their own: all, none, or an account");
    setting->add_option("--rename", options->newName, "Its new name");
    declare("delete", "Delete a recipe; pins that chose it get no tags", remove)
        ->add_option("name", options->name, "Name of the recipe")
        ->required();
}

} // namespace pinweek
