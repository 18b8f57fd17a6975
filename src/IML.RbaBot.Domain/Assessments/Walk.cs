using System.Collections.Immutable;
using IML.RbaBot.Domain.Questionnaires;
using IML.RbaBot.Domain.Ratings;

namespace IML.RbaBot.Domain.Assessments;

/// <summary>
/// The order of the cards of one assessment as its route stands now: project details, the pages with an asked question, the
/// flags, the summary. The declaration is answered on the summary, so its page is not one of them.
/// </summary>
public sealed class Walk
{
    /// <summary>A card stays readable on a phone with two flags of seven inputs each, and not with three.</summary>
    public const int FlagsPerCard = 2;

    private Walk(
        Route route, ImmutableArray<Flag> flags, ImmutableArray<Missing> missing, OpenQuestions? reopened, bool projectIsComplete = true)
    {
        Route = route;
        ProjectIsComplete = projectIsComplete;
        Flags = reopened is null ? flags : [.. flags.Where(reopened.ContainsResponseTo)];
        Missing = missing;
        Open = reopened;
        Steps = StepsOf(route, Flags, reopened);
    }

    public Route Route { get; }

    public ImmutableArray<Flag> Flags { get; }

    /// <summary>Everything missing for submission at the questions.</summary>
    public ImmutableArray<Missing> Missing { get; }

    /// <summary>Whether nothing in the project details is half entered.</summary>
    public bool ProjectIsComplete { get; }

    /// <summary>The cards in order, from the project details to the summary.</summary>
    public ImmutableArray<Place> Steps { get; }

    /// <summary>The walk through a draft.</summary>
    public static Walk Of(Route route) => new(route, route.Flags, route.Missing, null);

    /// <summary>
    /// The walk through an assessment: of a returned one, only the cards with something open, and the replies to the reviewer's
    /// comments are missing as long as they are not given.
    /// </summary>
    public static Walk Of(Assessment assessment)
    {
        var route = Route.Of(assessment.Sheet);
        if (assessment.State is not AssessmentState.Returned)
        {
            return new Walk(route, route.Flags, route.Missing, null, !assessment.Project.LacksCurrency);
        }

        var missing = route.Missing
            .Concat(assessment.Review.Open
                .Where(c => c.Reply is null && route.IsAsked(assessment.Questionnaire[c.Question]))
                .Select(c => new Missing(c.Question, MissingPart.Reply)))
            .OrderBy(m => assessment.Questionnaire[m.Question].Position);
        return new Walk(route, route.Flags, [.. missing], OpenQuestions.Of(assessment));
    }

    /// <summary>What of a returned assessment is open; null for a draft, where everything is.</summary>
    public OpenQuestions? Open { get; }

    /// <summary>Whether every question but the declaration is answered, so that the flags are final and the summary can be shown.</summary>
    public bool QuestionsAreComplete => !Missing.Any(m => IsOnAPage(m));

    /// <summary>Whether only the declaration is missing, or nothing.</summary>
    public bool IsReadyForSummary => ProjectIsComplete && Missing.All(m => IsDeclaration(m.Question));

    /// <summary>The questions that the card of a page shows: all that are asked on it, or those of them that are open.</summary>
    public ImmutableArray<Question> AskedOn(Page page)
    {
        var asked = ImmutableArray.CreateBuilder<Question>(page.Questions.Length);
        foreach (var id in page.Questions)
        {
            var question = Route.Questionnaire[id];
            if (Shows(Route, question, Open))
            {
                asked.Add(question);
            }
        }

        return asked.DrainToImmutable();
    }

    /// <summary>The flags shown together on the card of a flag.</summary>
    public ImmutableArray<Flag> FlagsOn(Place.Flags place)
    {
        var at = IndexOfFlag(place.First);
        return at < 0 ? [] : [.. Flags.Skip(at / FlagsPerCard * FlagsPerCard).Take(FlagsPerCard)];
    }

    /// <summary>
    /// The nearest place that exists: a page with nothing left to ask, or a flag that is gone, gives the next step after it;
    /// flags and summary give the overview while an answer is missing, and the summary while the project details are half entered.
    /// </summary>
    public Place Settle(Place place)
    {
        switch (place)
        {
            case Place.Questions questions:
                var order = PageOrder(questions.Page);
                return order < 0
                    ? Place.Overview.Instance
                    : Steps.FirstOrDefault(s => s is Place.Questions q && PageOrder(q.Page) >= order) ?? Settle(FirstAfterQuestions());
            case Place.Project when Steps[0] is not Place.Project:
                return Steps[0];
            case Place.Flags or Place.Summary when !QuestionsAreComplete:
            case Place.Summary when !ProjectIsComplete:
                return Place.Overview.Instance;
            case Place.Flags flags:
                var at = IndexOfFlag(flags.First);
                if (at >= 0)
                {
                    return new Place.Flags(Flags[at / FlagsPerCard * FlagsPerCard].Question);
                }

                var position = Route.Questionnaire[flags.First].Position;
                var next = Flags.FirstOrDefault(f => Route.Questionnaire[f.Question].Position > position);
                return next == default ? Place.Summary.Instance : Settle(new Place.Flags(next.Question));
            default:
                return place;
        }
    }

    /// <summary>The card after a place; after the last page with answers missing elsewhere, the overview.</summary>
    public Place Next(Place place) => Step(place, +1);

    /// <summary>The card before a place; before the first, the first.</summary>
    public Place Previous(Place place) => Step(place, -1);

    /// <summary>The card on which a missing thing can be given.</summary>
    public Place PlaceOf(Missing missing)
    {
        if (IsDeclaration(missing.Question))
        {
            return Place.Summary.Instance;
        }

        return PageOf(missing) is { } page ? new Place.Questions(page) : Settle(new Place.Flags(missing.Question));
    }

    /// <summary>The page on which a missing thing can be given; null for what is given on another card.</summary>
    public PageId? PageOf(Missing missing) => IsOnAPage(missing) ? Route.Questionnaire[missing.Question].Page : null;

    /// <summary>Where a person should go on: the first thing missing, or the summary.</summary>
    public Place FirstMissing => !ProjectIsComplete ? Place.Project.Instance : Missing.IsEmpty ? Place.Summary.Instance : PlaceOf(Missing[0]);

    // Loops, as every page turn comes here twice.
    private static ImmutableArray<Place> StepsOf(Route route, ImmutableArray<Flag> flags, OpenQuestions? reopened)
    {
        var pages = route.Questionnaire.Pages;
        var steps = ImmutableArray.CreateBuilder<Place>(pages.Length + flags.Length + 2);
        if (reopened is null)
        {
            steps.Add(Place.Project.Instance);
        }

        foreach (var page in pages)
        {
            if (ShowsAny(route, page, reopened))
            {
                steps.Add(new Place.Questions(page.Id));
            }
        }

        for (var i = 0; i < flags.Length; i += FlagsPerCard)
        {
            steps.Add(new Place.Flags(flags[i].Question));
        }

        steps.Add(Place.Summary.Instance);
        return steps.ToImmutable();
    }

    private static bool ShowsAny(Route route, Page page, OpenQuestions? reopened)
    {
        foreach (var id in page.Questions)
        {
            if (Shows(route, route.Questionnaire[id], reopened))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Shows(Route route, Question question, OpenQuestions? reopened) =>
        route.IsAsked(question) && question.Kind is not QuestionKind.Declaration && (reopened?.Contains(question) ?? true);

    private static bool IsResponsePart(MissingPart part) =>
        part is MissingPart.Impact or MissingPart.Likelihood or MissingPart.ImpactReason or MissingPart.Measure
            or MissingPart.Owner or MissingPart.Due or MissingPart.Budget;

    private bool IsDeclaration(QuestionId question) => Route.Questionnaire[question].Kind is QuestionKind.Declaration;

    private bool IsOnAPage(Missing missing) => !IsResponsePart(missing.Part) && !IsDeclaration(missing.Question);

    private Place FirstAfterQuestions() => Steps.FirstOrDefault(s => s is Place.Flags) ?? Place.Summary.Instance;

    private int PageOrder(PageId page)
    {
        var pages = Route.Questionnaire.Pages;
        for (var i = 0; i < pages.Length; i++)
        {
            if (pages[i].Id == page)
            {
                return i;
            }
        }

        return -1;
    }

    private int IndexOfFlag(QuestionId question)
    {
        for (var i = 0; i < Flags.Length; i++)
        {
            if (Flags[i].Question == question)
            {
                return i;
            }
        }

        return -1;
    }

    private Place Step(Place place, int by)
    {
        if (place is Place.Overview)
        {
            return by > 0 ? FirstMissing : Steps[^1] is var last && QuestionsAreComplete ? last : FirstMissing;
        }

        var at = Steps.IndexOf(place is Place.Flags flags && IndexOfFlag(flags.First) is >= 0 and var i
            ? new Place.Flags(Flags[i / FlagsPerCard * FlagsPerCard].Question)
            : place);
        if (at < 0)
        {
            return Settle(place);
        }

        return Settle(Steps[Math.Clamp(at + by, 0, Steps.Length - 1)]);
    }
}
