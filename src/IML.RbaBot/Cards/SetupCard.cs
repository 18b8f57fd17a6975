using System.Collections.Immutable;
using IML.RbaBot.BotFramework.AdaptiveCards;
using IML.RbaBot.Setup;
using IML.RbaBot.Texts;

namespace IML.RbaBot.Cards;

/// <summary>What <c>setup</c> found: each link of the installation, the broken ones first, with what to do.</summary>
internal static class SetupCard
{
    // With more findings than this, many are the same one for many people, and the card must stay small.
    private const int Most = 30;

    public static AdaptiveCard Of(CardContext context, ImmutableArray<Finding> findings)
    {
        var broken = findings.Any(f => f.Standing == Standing.Broken);
        return new AdaptiveCard
        {
            Lang = context.Language.Id,
            FallbackText = context.Language[SetupText.Heading],
            Body =
            [
                Parts.Heading(context.Language[SetupText.Heading]),
                Parts.Text(context.Language[broken ? SetupText.SomeBroken : SetupText.AllWell]),
                .. findings.OrderByDescending(f => f.Standing).Take(Most).SelectMany(f => Lines(context, f)),
                Parts.Small(Summary(context.Language, findings)),
            ],
        };
    }

    /// <summary>An administrator's matter.</summary>
    public static AdaptiveCard Refused(CardContext context) => new()
    {
        Lang = context.Language.Id,
        FallbackText = context.Language[SetupText.Heading],
        Body =
        [
            Parts.Heading(context.Language[SetupText.Heading]),
            Parts.Text(context.Language[SetupText.RefusedWhat]),
            Parts.Text(context.Say(SetupText.RefusedNext, ("address", context.ContactAddress))),
        ],
    };

    /// <summary>How many links stand how.</summary>
    public static string Summary(Language language, ImmutableArray<Finding> findings)
    {
        return language.Say(
            SetupText.Summary, ("works", Count(Standing.Works)), ("notes", Count(Standing.Note)), ("broken", Count(Standing.Broken)));

        string Count(Standing standing) => language.Number(findings.Count(f => f.Standing == standing));
    }

    /// <summary>The word for a standing.</summary>
    public static string Mark(Language language, Standing standing) => language[standing switch
    {
        Standing.Works => SetupText.MarkWorks,
        Standing.Note => SetupText.MarkNote,
        _ => SetupText.MarkBroken,
    }];

    // Names of people and channels stand in these lines, so none of them is markdown.
    private static IEnumerable<CardElement> Lines(CardContext context, Finding finding)
    {
        yield return Parts.Literal($"{Mark(context.Language, finding.Standing)} · {finding.What.In(context.Language)}");
        if (finding.Remedy is { } remedy)
        {
            yield return Parts.Literal(context.Say(SetupText.Remedy, ("remedy", remedy.In(context.Language))), isSmall: true);
        }
    }
}
