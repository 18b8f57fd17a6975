using System.Collections.Immutable;
using IML.RbaBot.BotFramework.AdaptiveCards;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Domain.Questionnaires;
using IML.RbaBot.Domain.Ratings;
using IML.RbaBot.Texts;

namespace IML.RbaBot.Cards;

/// <summary>The parts with what is missing, and a way to every card and question of the route.</summary>
internal static class OverviewCard
{
    /// <param name="context">Who reads.</param>
    /// <param name="assessment">A draft, or returned.</param>
    /// <param name="walk">Its cards.</param>
    /// <param name="viewer">One of its editors: what only its developer may do is offered to no co-editor.</param>
    /// <param name="typed">What was typed before.</param>
    public static AdaptiveCard Of(CardContext context, Assessment assessment, Walk walk, Actor viewer, Typed typed)
    {
        var frames = context.Frame(assessment.Questionnaire);
        var language = context.Language;
        var missing = walk.Missing.Where(m => assessment.Questionnaire[m.Question].Kind is not QuestionKind.Declaration).ToImmutableArray();
        var body = ImmutableArray.CreateBuilder<CardElement>();
        body.Add(Parts.ReferenceLine(context, assessment));
        body.Add(Parts.Heading(language[CardText.OverviewHeading]));
        Parts.AddHeadline(body, typed);
        QuestionTalk.AddBanner(body, context, assessment);
        var count = missing.Length + (walk.ProjectIsComplete ? 0 : 1);
        body.Add(Parts.Text(count == 0
            ? language[CardText.OverviewComplete]
            : language.Say(CardText.OverviewMissing, ("count", language.Number(count)))));
        body.Add(new FactSet([.. ProjectFact(language, walk), .. PartFacts(context, frames, assessment, walk, missing), MeasureFact(context, walk, missing)]));
        Parts.AddFault(body, context, typed, InputIds.GoTo);
        body.Add(new InputChoiceSet(InputIds.GoTo, GoToChoices(context, frames, walk))
        {
            Label = language[CardText.OverviewGoTo],
            Placeholder = language[CardText.OverviewGoToPlaceholder],
            ErrorMessage = language[CardText.OverviewGoToError],
        });

        var data = Buttons.Data(assessment, Place.Overview.Instance.Value);
        return new AdaptiveCard
        {
            Lang = language.Id,
            FallbackText = $"{assessment.Reference}: {language[CardText.OverviewHeading]}",
            Body = body.ToImmutable(),
            Actions =
            [
                Buttons.Of(
                    context,
                    CardActions.Next,
                    count == 0 ? CardText.ButtonToSummary : CardText.ButtonFirstMissing,
                    data,
                    ActionStyle.Positive),
                Buttons.Of(context, CardActions.Open, CardText.ButtonGoThere, data),
                Buttons.Of(context, CardActions.SaveExit, CardText.ButtonSaveExit, data),
                .. Allowed(new Command.Withdraw(""), CardActions.Withdraw, CardText.ButtonWithdraw),
                Buttons.Of(context, CardActions.Ask, RequestText.ButtonAsk, data),
                .. Allowed(new Command.Invite(assessment.Developer), CardActions.Invite, RequestText.ButtonPeople),
            ],
        };

        IEnumerable<CardAction> Allowed(Command command, string action, TextKey title) =>
            Buttons.Allowed(context, assessment, viewer, command, action, title, data);
    }

    /// <summary>The project details, which are mentioned only where they are half entered.</summary>
    private static IEnumerable<Fact> ProjectFact(Language language, Walk walk) => walk.ProjectIsComplete
        ? []
        : [new Fact(language[CardText.ProjectHeading], language[CardText.ProjectCurrencyMissing])];

    private static IEnumerable<Fact> PartFacts(
        CardContext context, QuestionnaireFrame frames, Assessment assessment, Walk walk, ImmutableArray<Missing> missing)
    {
        var language = context.Language;
        foreach (var part in assessment.Questionnaire.Parts)
        {
            var asked = OpenQuestionsOf(walk).Where(q => q.Part == part).ToImmutableArray();
            if (asked.IsEmpty)
            {
                continue;
            }

            var incomplete = asked
                .Where(q => missing.Any(m => m.Question == q.Id && walk.PlaceOf(m) is Place.Questions))
                .Select(q => q.Id.Value)
                .ToImmutableArray();
            (string, string) answered = ("answered", language.Number(asked.Count(q => assessment.Sheet[q.Position]?.Value is not null)));
            (string, string) of = ("asked", language.Number(asked.Length));
            yield return new Fact(
                language.Say(CardText.OverviewPart, ("part", part.Value), ("name", frames.Text.Part(part))),
                incomplete.IsEmpty
                    ? language.Say(CardText.OverviewAnswered, answered, of)
                    : language.Say(CardText.OverviewAnsweredMissing, answered, of, ("missing", language.List(incomplete))));
        }
    }

    private static Fact MeasureFact(CardContext context, Walk walk, ImmutableArray<Missing> missing)
    {
        var language = context.Language;
        var complete = walk.Flags.Count(f => !missing.Any(m => m.Question == f.Question && IsOfFlag(m.Part)));
        return new Fact(
            language[CardText.OverviewMeasures],
            !walk.QuestionsAreComplete ? language[CardText.OverviewMeasuresLater]
            : walk.Flags.IsEmpty ? language[CardText.OverviewNoMeasures]
            : language.Say(
                CardText.OverviewMeasuresValue, ("complete", language.Number(complete)), ("flags", language.Number(walk.Flags.Length))));
    }

    private static ImmutableArray<InputChoice> GoToChoices(CardContext context, QuestionnaireFrame frames, Walk walk)
    {
        var language = context.Language;
        var choices = ImmutableArray.CreateBuilder<InputChoice>();
        if (walk.Open is null)
        {
            choices.Add(new InputChoice(
                language[walk.ProjectIsComplete ? CardText.ProjectHeading : CardText.OverviewProjectMissing], Place.Project.Instance.Value));
        }

        foreach (var question in OpenQuestionsOf(walk))
        {
            choices.Add(new InputChoice(
                Title(question.Id, CardText.OverviewQuestion, CardText.OverviewQuestionMissing, m => !IsOfFlag(m)), question.Id.Value));
        }

        if (walk.QuestionsAreComplete)
        {
            foreach (var flag in walk.Flags)
            {
                choices.Add(new InputChoice(
                    Title(flag.Question, CardText.OverviewFlag, CardText.OverviewFlagMissing, IsOfFlag), new Place.Flags(flag.Question).Value));
            }
        }

        if (walk.IsReadyForSummary)
        {
            choices.Add(new InputChoice(language[CardText.SummaryHeading], Place.Summary.Instance.Value));
        }

        return choices.ToImmutable();

        string Title(QuestionId question, TextKey complete, TextKey incomplete, Func<MissingPart, bool> isHere)
        {
            var parts = walk.Missing.Where(m => m.Question == question && isHere(m.Part)).Select(m => Wording.Missing(language, m.Part)).Distinct();
            var id = ("question", question.Value);
            var title = ("short", frames.Short(question));
            return parts.Any() ? language.Say(incomplete, id, title, ("parts", language.List(parts))) : language.Say(complete, id, title);
        }
    }

    /// <summary>What is asked and can be answered: of a returned assessment only what the reviewer opened.</summary>
    private static IEnumerable<Question> OpenQuestionsOf(Walk walk) =>
        walk.Route.Asked.Where(q => q.Kind is not QuestionKind.Declaration && (walk.Open?.Contains(q) ?? true));

    private static bool IsOfFlag(MissingPart part) =>
        part is MissingPart.Impact or MissingPart.Likelihood or MissingPart.ImpactReason or MissingPart.Measure
            or MissingPart.Owner or MissingPart.Due or MissingPart.Budget;
}
