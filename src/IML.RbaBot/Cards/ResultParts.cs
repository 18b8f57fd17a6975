using System.Collections.Immutable;
using IML.RbaBot.BotFramework.AdaptiveCards;
using IML.RbaBot.Domain.Questionnaires;
using IML.RbaBot.Domain.Ratings;
using IML.RbaBot.Texts;

namespace IML.RbaBot.Cards;

/// <summary>The result as the summary and the result card show it.</summary>
internal static class ResultParts
{
    /// <summary>Lines of what would improve the rating; causes and flags are all named, as they are few words each.</summary>
    private const int MostLines = 12;

    /// <summary>Rating with its meaning; where it is final, also what happens next.</summary>
    public static void AddRating(
        ImmutableArray<CardElement>.Builder body, CardContext context, QuestionnaireFrame frames, Rating rating, bool isProvisional, bool isSubmitted)
    {
        var words = frames.Text.Rating(rating);
        var items = ImmutableArray.CreateBuilder<CardElement>();
        items.Add(new TextBlock(RatingLine(context, frames, rating, isProvisional))
        {
            Size = TextSize.Large,
            Weight = TextWeight.Bolder,
        });
        items.Add(Parts.Text(MarkdownText.Escape(context.Say(CardText.RatingMeaning, ("meaning", words.Meaning)))));
        if (isProvisional)
        {
            items.Add(Parts.Text(context.Language[CardText.ProvisionalWhy]));
        }

        if (isSubmitted)
        {
            items.Add(Parts.Text(MarkdownText.Escape(context.Say(CardText.RatingNext, ("next", words.Next)))));
        }

        body.Add(new Container(items.ToImmutable()) { Style = StyleOf(rating) });
    }

    public static string RatingLine(CardContext context, QuestionnaireFrame frames, Rating rating, bool isProvisional) => context.Say(
        isProvisional ? CardText.RatingLineProvisional : CardText.RatingLine, ("rating", rating.ToString()), ("name", frames.Text.Rating(rating).Name));

    /// <summary>Both indices, alignment, risk and unknowns.</summary>
    public static void AddFigures(
        ImmutableArray<CardElement>.Builder body,
        CardContext context,
        QuestionnaireFrame frames,
        ImmutableArray<IndexScore> indices,
        RiskLevel risk,
        int unknown,
        int scored)
    {
        var language = context.Language;
        body.Add(new FactSet(
        [
            .. indices.Select(i => new Fact(frames.Text.Index(i.Index), language.Say(CardText.Percent, ("value", language.OneDecimal(i.Percent))))),
            new Fact(
                language[CardText.FactAlignment],
                language.Say(CardText.Percent, ("value", language.OneDecimal(indices.Min(i => i.Percent))))),
            new Fact(language[CardText.FactRisk], language.Say(CardText.FactRiskValue, ("level", frames.Text.RiskLevel(risk)))),
            new Fact(
                language[CardText.FactUnknown],
                language.Say(CardText.FactUnknownValue, ("unknown", language.Number(unknown)), ("scored", language.Number(scored)))),
        ]));
    }

    /// <summary>
    /// The rule that decided, everything that makes it fit, and what else is flagged. Each thing stands once: a flagged question has one
    /// line, with its flag and its risk.
    /// </summary>
    public static void AddWhy(ImmutableArray<CardElement>.Builder body, CardContext context, QuestionnaireFrame frames, Result result)
    {
        body.Add(Parts.Subheading(context.Language[CardText.WhyTitle]));
        body.Add(Parts.Text(MarkdownText.Escape(Wording.Rule(context, frames, result.DecidedBy))));
        AddLines(body, context, result.Causes.Select(c => Wording.Cause(context, frames, c, result)).Distinct(), int.MaxValue);
        if (result.Flags.IsEmpty)
        {
            body.Add(Parts.Text(context.Language[CardText.NoFlags]));
            return;
        }

        var decided = result.Causes.Select(Wording.FlaggedQuestion).ToHashSet();
        var others = result.Flags.Where(f => !decided.Contains(f.Question)).ToImmutableArray();
        if (!others.IsEmpty)
        {
            body.Add(Parts.Subheading(context.Language[CardText.OtherFlagsTitle]));
            AddLines(body, context, others.Select(f => Wording.Flag(context, frames, f, result)), int.MaxValue);
        }
    }

    /// <summary>The flags alone, where neither answers nor risks may be told.</summary>
    public static void AddFlags(
        ImmutableArray<CardElement>.Builder body, CardContext context, QuestionnaireFrame frames, ImmutableArray<Flag> flags)
    {
        body.Add(Parts.Subheading(context.Language[CardText.FlagsTitle]));
        if (flags.IsEmpty)
        {
            body.Add(Parts.Text(context.Language[CardText.NoFlags]));
            return;
        }

        AddLines(body, context, flags.Select(f => Wording.Flag(context, frames, f)), int.MaxValue);
    }

    public static void AddImprovement(
        ImmutableArray<CardElement>.Builder body, CardContext context, QuestionnaireFrame frames, Improvement improvement)
    {
        var language = context.Language;
        body.Add(Parts.Subheading(language[CardText.ImproveTitle]));
        switch (improvement)
        {
            case Improvement.None:
                body.Add(Parts.Text(language[CardText.ImproveNone]));
                break;
            case Improvement.Changes changes:
                body.Add(Parts.Text(MarkdownText.Escape(language.Say(
                    CardText.ImproveChanges,
                    ("rating", changes.Then.Rating.ToString()),
                    ("name", frames.Text.Rating(changes.Then.Rating).Name)))));
                AddLines(body, context, changes.Answers.Select(c => Wording.Change(context, frames, c)));
                break;
            case Improvement.ClearFirst clear:
                body.Add(Parts.Text(language[CardText.ImproveClearFirst]));
                AddLines(body, context, clear.Causes.Select(c => Wording.Point(context, frames, c)).Distinct());
                if (!clear.AndThen.IsEmpty)
                {
                    body.Add(Parts.Text(language[CardText.ImproveAndThen]));
                    AddLines(body, context, clear.AndThen.Select(c => Wording.Change(context, frames, c)));
                }

                body.Add(Parts.Text(language[CardText.ImproveContact]));
                break;
        }
    }

    public static void AddDisclaimer(ImmutableArray<CardElement>.Builder body, CardContext context, QuestionnaireFrame frames)
    {
        body.Add(Parts.Subheading(context.Language[CardText.DisclaimerTitle]));
        body.Add(Parts.Small(frames.Text.Disclaimer));
        body.Add(Parts.Small(context.Say(CardText.Contact, ("address", context.ContactAddress))));
    }

    public static void AddLines(
        ImmutableArray<CardElement>.Builder body, CardContext context, IEnumerable<string> lines, int most = MostLines)
    {
        var all = lines.Select(MarkdownText.Escape).ToImmutableArray();
        if (all.IsEmpty)
        {
            return;
        }

        body.Add(Parts.Lines(all.Length <= most
            ? all
            : [.. all.Take(most), context.Say(CardText.ListMore, ("count", context.Language.Number(all.Length - most)))]));
    }

    // The words say the same as the colour.
    private static ContainerStyle StyleOf(Rating rating) => rating switch
    {
        Rating.A => ContainerStyle.Good,
        Rating.B => ContainerStyle.Accent,
        Rating.C => ContainerStyle.Warning,
        _ => ContainerStyle.Attention,
    };
}
