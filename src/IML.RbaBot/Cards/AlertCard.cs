using System.Collections.Immutable;
using IML.RbaBot.BotFramework.AdaptiveCards;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Domain.Questionnaires;
using IML.RbaBot.Domain.Ratings;
using IML.RbaBot.Texts;

namespace IML.RbaBot.Cards;

/// <summary>What an alert may say. Of a restricted assessment only the id is in here, so that a card cannot say more.</summary>
/// <param name="Id">The assessment.</param>
/// <param name="Open">What may be shown; null when restricted.</param>
internal sealed record AlertView(AssessmentId Id, AlertDetails? Open)
{
    public static AlertView Of(Assessment assessment, FrozenResult result) => new(
        assessment.Id,
        assessment.Project.IsRestricted
            ? null
            : new AlertDetails(
                assessment.Project.Title ?? "",
                assessment.Project.Office ?? "",
                assessment.Questionnaire,
                result.Rating,
                result.Provisional,
                result.DecidedBy,
                result.Flags)
            {
                Now = assessment.State is AssessmentState.Draft or AssessmentState.Submitted ? null : (assessment.State, assessment.Reviewer?.Name),
            });
}

/// <summary>The details of an alert that is not restricted. Never answers.</summary>
internal sealed record AlertDetails(
    string Title,
    string Office,
    Questionnaire Questionnaire,
    Rating Rating,
    bool Provisional,
    RatingRule DecidedBy,
    ImmutableArray<Flag> Flags)
{
    /// <summary>Where it stands since, and with whom; null while it waits.</summary>
    public (AssessmentState State, string? Reviewer)? Now { get; init; }
}

/// <summary>Tells the focal point that a screening was submitted.</summary>
internal static class AlertCard
{
    /// <param name="context">Who reads.</param>
    /// <param name="alert">What may be said.</param>
    /// <param name="isChannel">In a channel there is no button: opening happens in the personal chat.</param>
    public static AdaptiveCard Of(CardContext context, AlertView alert, bool isChannel)
    {
        var reference = alert.Id.Reference.Value;
        var body = ImmutableArray.CreateBuilder<CardElement>();
        if (alert.Open is { } open)
        {
            AddDetails(body, context, reference, open);
        }
        else
        {
            body.Add(Parts.Heading(context.Language[CardText.AlertRestrictedHeading]));
            body.Add(Parts.Text(reference));
        }

        if (isChannel)
        {
            body.Add(Parts.Small(context.Say(CardText.AlertHowToOpen, ("reference", reference))));
        }

        return new AdaptiveCard
        {
            Lang = context.Language.Id,
            FallbackText = context.Say(CardText.AlertFallback, ("reference", reference)),
            Body = body.ToImmutable(),
            Actions = isChannel
                ? []
                :
                [
                    Buttons.Of(
                        context,
                        CardActions.Open,
                        CardText.ButtonOpen,
                        ActionData.Of((Inputs.CardMember.Assessment, alert.Id.Value)),
                        ActionStyle.Positive),

                    // Without a revision: whoever is first has it, whatever else has happened since the alert. Not where it is known that
                    // there is nothing to claim.
                    .. alert.Open?.Now is null
                        ? [Buttons.Of(
                            context, CardActions.Claim, ReviewText.ButtonClaim, ActionData.Of((Inputs.CardMember.Assessment, alert.Id.Value)))]
                        : (CardAction[])[],
                ],
        };
    }

    /// <summary>One line for the thread of the alert, in plain text.</summary>
    public static string StateLine(CardContext context, Assessment assessment) => context.Say(
        NoticeText.AlertStateLine,
        ("reference", assessment.Reference.Value),
        ("state", StateOf(context, assessment.State, assessment.Reviewer?.Name)));

    private static string StateOf(CardContext context, AssessmentState state, string? reviewer)
    {
        var name = Wording.State(context.Language, Storage.StateRow.NameOf(state));
        return reviewer is null ? name : context.Say(NoticeText.AlertStateBy, ("state", name), ("reviewer", reviewer));
    }

    private static void AddDetails(
        ImmutableArray<CardElement>.Builder body, CardContext context, string reference, AlertDetails open)
    {
        var language = context.Language;
        var frames = context.Frame(open.Questionnaire);
        body.Add(Parts.Heading(language.Say(
            open.Provisional ? CardText.AlertHeadingProvisional : CardText.AlertHeading,
            ("rating", open.Rating.ToString()),
            ("name", frames.Text.Rating(open.Rating).Name))));
        body.Add(Parts.Text(reference));
        body.Add(new FactSet(
        [
            new Fact(language[CardText.FactTitle], MarkdownText.Escape(open.Title)),
            new Fact(language[CardText.FactOffice], MarkdownText.Escape(open.Office)),
            new Fact(language[CardText.FactDecidedBy], MarkdownText.Escape(Wording.Rule(context, frames, open.DecidedBy))),
            .. open.Now is { } now
                ? [new Fact(language[NoticeText.AlertState], MarkdownText.Escape(StateOf(context, now.State, now.Reviewer)))]
                : (Fact[])[],
        ]));
        ResultParts.AddFlags(body, context, frames, open.Flags);
        body.Add(Parts.Small(MarkdownText.Escape(context.Say(CardText.AlertNext, ("next", frames.Text.Rating(open.Rating).Next)))));
    }
}
