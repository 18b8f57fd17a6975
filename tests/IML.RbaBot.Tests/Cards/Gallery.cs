using System.Collections.Immutable;
using IML.RbaBot.BotFramework.AdaptiveCards;
using IML.RbaBot.Cards;
using IML.RbaBot.Cards.Inputs;
using IML.RbaBot.Dispatch;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Domain.Questionnaires;
using IML.RbaBot.Domain.Ratings;
using IML.RbaBot.Projections;
using IML.RbaBot.Setup;
using IML.RbaBot.Storage;
using IML.RbaBot.Tests.Projections;
using IML.RbaBot.Texts;

namespace IML.RbaBot.Tests.Cards;

/// <summary>Every card in every state that matters, by name: what the tests of shape, size, rendering and approval look at.</summary>
internal static class Gallery
{
    // Which language the cards are being made in; each thread of tests has its own.
    [ThreadStatic]
    private static CardContext? making;

    internal static CardContext Context => making ?? CardWorld.Context;

    /// <summary>The worked examples, an empty draft, everything answered with the worst, and everything full of hostile text.</summary>
    public static ImmutableArray<(string Name, Assessment Draft)> Drafts { get; } =
    [
        ("empty", CardWorld.Draft()),
        ("reception-centre", CardWorld.Draft(CardWorld.Example("reception-centre.json"))),
        ("law-reform", CardWorld.Draft(CardWorld.Example("law-reform.json"))),
        ("all-best", CardWorld.Draft(CardWorld.Example("T1.json"))),
        ("worst", CardWorld.Draft(FullSheets.Worst())),
        ("half", CardWorld.Draft(FullSheets.HalfEntered(), CardWorld.Project with { Budget = 250000 })),
        .. HostileText.Kinds.Select(kind => (
            $"full-{kind.Name}",
            CardWorld.Draft(FullSheets.Full(kind.Of), FullSheets.Project(kind.Of)))),
    ];

    public static IEnumerable<(string Name, AdaptiveCard Card)> Cards { get; } = [.. All()];

    /// <summary>Every card again, in another language.</summary>
    public static ImmutableArray<(string Name, AdaptiveCard Card)> In(Language language)
    {
        making = CardWorld.Context with { Language = language };
        try
        {
            return [.. All()];
        }
        finally
        {
            making = null;
        }
    }

    public static AdaptiveCard At(Assessment draft, Place place, Typed typed) => At(draft, place, CardWorld.Owner, typed);

    public static AdaptiveCard At(Assessment draft, Place place, Actor viewer, Typed typed)
    {
        var walk = CardWorld.WalkOf(draft);
        return place switch
        {
            Place.Project => ProjectCard.Of(Context, CardWorld.Lists, draft, typed),
            Place.Questions page => QuestionsCard.Of(Context, draft, walk, draft.Questionnaire.FindPage(page.Page.Value)!, typed),
            Place.Flags flags => FlagsCard.Of(Context, draft, walk, flags, typed),
            Place.Summary => SummaryCard.Of(
                Context, draft, walk, Rater.Rate(walk.Route), Improvement.Of(walk.Route, Rater.Rate(walk.Route)), viewer, typed),
            _ => OverviewCard.Of(Context, draft, walk, viewer, typed),
        };
    }

    /// <summary>A Unit of many, none of whom can be reached, and a channel with a name that would be markdown.</summary>
    private static IEnumerable<Finding> Findings()
    {
        yield return Finding.Works(Said.Of(SetupText.TablesWork));
        yield return Finding.Broken(Said.Of(SetupText.QueueAway, ("reason", "403 AuthorizationPermissionMismatch")), Said.Of(SetupText.QueueForbiddenRemedy));
        yield return Finding.Note(Said.Of(SetupText.ChannelUnsure, ("name", "Alerts **of** <at>us</at>"), ("reason", "400")));
        for (var i = 1; i <= 40; i++)
        {
            var name = ("name", $"Focal Point With a Long Double-Barrelled Name, No. {i}");
            yield return Finding.Broken(Said.Of(SetupText.FocalPointUnknown, name), Said.Of(SetupText.FocalPointUnknownRemedy, name));
        }
    }

    private static IEnumerable<(string, AdaptiveCard)> All()
    {
        yield return ("welcome", WelcomeCard.Of(Context));
        yield return ("help", HelpCard.Of(Context));
        yield return ("language", LanguageCard.Of(Context, CardWorld.Languages, null, Typed.None));
        yield return ("language-changed", LanguageCard.Changed(Context));
        yield return ("group-chat", GroupChatCard.Of(Context));
        yield return ("alerts-here", AlertsHereCard.Of(Context, "Alerts **of** <at>us</at>"));
        yield return ("setup", SetupCard.Of(Context, [.. Findings()]));
        yield return ("setup-refused", SetupCard.Refused(Context));
        yield return ("project-new", ProjectCard.ForNew(Context, CardWorld.Lists, CardWorld.Draft().Id, Typed.None));
        foreach (var card in OfMessages().Concat(OfLists()).Concat(NoticeGallery.All(Context)).Concat(Drafts.SelectMany(d => OfDraft(d.Name, d.Draft))).Concat(OfReviews()))
        {
            yield return card;
        }
    }

    private static IEnumerable<(string, AdaptiveCard)> OfReviews()
    {
        foreach (var (name, draft) in Drafts.Where(d => d.Name is "reception-centre" or "full-markdown" or "full-arabic" or "full-emoji" or "full-mention"))
        {
            var text = HostileText.Kinds.FirstOrDefault(k => $"full-{k.Name}" == name).Of ?? (length => Cut("Please name the section of the proposal that says so.", length));
            foreach (var card in ReviewGallery.Of(name, draft, text))
            {
                yield return card;
            }
        }

        static string Cut(string words, int length) => words[..Math.Min(words.Length, length)];
    }

    private static IEnumerable<(string, AdaptiveCard)> OfMessages()
    {
        foreach (var message in Enum.GetValues<Message>().Where(m => m is not Message.StillDraft))
        {
            yield return ($"message-{message}", MessageCard.Of(Context, message, "E-7K3M9Q"));
        }

        yield return ("message-not-found-hostile", MessageCard.NotFound(Context, "**RBA** <at>x</at> [a](https://evil.example)"));
        yield return ("message-still-draft", MessageCard.StillDraft(Context, CardWorld.Draft().Reference));
    }

    private static IEnumerable<(string, AdaptiveCard)> OfLists()
    {
        yield return ("mine-none", MyAssessmentsCard.Of(Context, new ListPage([], null), null));
        var items = Enumerable.Range(1, DirectoryStore.PageSize).Select(i => new ListedAssessment(
            AssessmentId.Of(Reference.Of((ulong)i * 7919), 1),
            i == 2 ? "**Bold** <at>everyone</at> [link](https://evil.example)" : $"Project {i}",
            "Tunis",
            i % 2 == 0 ? "Draft" : "Submitted",
            i % 2 == 0 ? null : Rating.B,
            i == 3,
            CardWorld.Now,
            new DateOnly(2026, 11, 20)));
        yield return ("queue-none", QueueCard.Of(Context, Projecting.Focal, new QueuePage([], null), "", CardWorld.Now));
        yield return ("queue-page", QueueCard.Of(Context, Projecting.Focal, QueuePage(), "q-1", CardWorld.Now));
        yield return ("queue-page-administrator", QueueCard.Of(
            Context, new Actor(CardWorld.FocalPoint, Roles.Administrator), QueuePage(), "", CardWorld.Now));
        foreach (var card in OfTheUnit())
        {
            yield return card;
        }

        yield return ("mine-page", MyAssessmentsCard.Of(Context, new ListPage([.. items], "0123-RBA"), "0099-RBA"));
    }

    private static IEnumerable<(string, AdaptiveCard)> OfTheUnit()
    {
        var hostile = "person-**x** <at>all</at>: Failed 403 [a](https://evil.example)";
        var lost = Enumerable.Range(1, 5).Select(i => new UndeliverableMessage(
            Projecting.IdOf(i), $"outbox-00000{i}-alert", i == 5 ? null : (OutboxKind)(i - 1), null, 12, i == 1 ? null : hostile, CardWorld.Now));
        yield return ("undelivered-none", UndeliveredCard.Of(Context, new UndeliverablePage([], null), "", Typed.None));
        yield return ("undelivered-page", UndeliveredCard.Of(
            Context, new UndeliverablePage([.. lost], "x"), "y", Typed.None, UndeliveredOutcome.GivenUp));
        yield return ("undelivered-faults", UndeliveredCard.Of(
            Context,
            new UndeliverablePage([.. lost], null),
            "",
            Typed.Of(RawInputs.None, [new InputMessage(UndeliveredCard.ReasonInput, Texts.QueueText.UndeliveredReasonError)], Context.Language)));

        yield return ("portfolio-none", PortfolioCard.Of(Context, PortfolioCounts.Of([], new DateOnly(2025, 12, 1))));
        yield return ("portfolio-full", PortfolioCard.Of(Context, Projecting.Counts()));
        var summary = AssessmentSummary.Of(Projecting.Submitted(2, Rating.C) with
        {
            Project = CardWorld.Project with { Title = "**Bold** <at>everyone</at> [link](https://evil.example)" },
        });
        yield return ("shared", SharedCard.ForEverybody(Context, summary.Id));
        yield return ("shared-reader", SharedCard.ForReader(Context, Projecting.Focal, summary.Id, summary));
        yield return ("shared-stranger", SharedCard.ForReader(Context, new Actor(CardWorld.FocalPoint, Roles.None), summary.Id, summary));
    }

    private static QueuePage QueuePage()
    {
        var late = Projecting.Submitted(1, Rating.D, CardWorld.Now.AddDays(-9)).Claimed();
        var hostile = Projecting.Submitted(2, Rating.C) with
        {
            Project = CardWorld.Project with { Title = "**Bold** <at>everyone</at> [link](https://evil.example)" },
        };
        var asking = Projecting.Submitted(3).Asking(CardWorld.Now.AddDays(-3)).Asking(CardWorld.Now, RequestKind.Training);
        var summaries = new[] { late, hostile.Claimed(CardWorld.Developer), asking, asking, Projecting.Submitted(4).Restricted().Returned() }
            .Select(AssessmentSummary.Of).ToArray();
        return new QueuePage(
            [.. summaries.Select((s, i) => new QueueItem(s, i is 2 or 3 ? s.Requests[i - 2] : null))], "q-4-0638000000000000000-x");
    }

    private static IEnumerable<(string, AdaptiveCard)> OfDraft(string name, Assessment draft)
    {
        var walk = CardWorld.WalkOf(draft);
        yield return ($"{name}-overview", OverviewCard.Of(Context, draft, walk, CardWorld.Owner, Typed.None));
        var shared = draft with { CoEditors = [CardWorld.CoEditor.Person!] };
        yield return ($"{name}-overview-co-editor", At(shared, Place.Overview.Instance, CardWorld.CoEditor, Typed.None));
        if (walk.IsReadyForSummary)
        {
            yield return ($"{name}-summary-co-editor", At(shared, Place.Summary.Instance, CardWorld.CoEditor, Typed.None));
        }

        yield return ($"{name}-saved", SavedCard.Of(Context, draft, walk));
        yield return ($"{name}-withdraw", WithdrawCard.Of(Context, draft, Typed.None));
        yield return ($"{name}-withdraw-too-long", WithdrawCard.Of(Context, draft, TooLongReason(name, draft)));
        foreach (var step in walk.Steps.Where(s => s is not Place.Summary || walk.IsReadyForSummary))
        {
            yield return ($"{name}-{step}", At(draft, step, Typed.None));
            if (!name.StartsWith("full-", StringComparison.Ordinal) || name is "full-emoji" or "full-arabic")
            {
                yield return ($"{name}-{step}-faults", At(draft, step, EverythingMissing(draft)));
            }
        }

        if (!walk.Missing.Any(m => Completeness.PreventsRating(m.Part)))
        {
            foreach (var (state, after) in Ended(draft).Take(name is "reception-centre" or "full-markdown" ? int.MaxValue : 1))
            {
                var result = Rater.Rate(walk.Route);
                var viewer = state == "submitted" ? new Actor(CardWorld.Developer, Roles.None) : new Actor(CardWorld.FocalPoint, Roles.FocalPoint);
                yield return ($"{name}-result-{state}", ResultCard.Of(Context, after, result, Improvement.Of(walk.Route, result), viewer));
            }

            var frozen = FrozenResult.Of(Rater.Rate(walk.Route));
            var restricted = draft with { Project = draft.Project with { Confidentiality = Confidentiality.Restricted } };
            yield return ($"{name}-alert", AlertCard.Of(Context, AlertView.Of(draft, frozen), isChannel: false));
            yield return ($"{name}-alert-channel", AlertCard.Of(Context, AlertView.Of(draft, frozen), isChannel: true));
            yield return ($"{name}-alert-restricted", AlertCard.Of(Context, AlertView.Of(restricted, frozen), isChannel: false));
        }

        var withdrawn = draft with { State = new AssessmentState.Withdrawn(CardWorld.Now, "No longer **planned** <at>all</at>", null) };
        yield return ($"{name}-result-withdrawn", ResultCard.Of(Context, withdrawn, null, null, new Actor(CardWorld.Developer, Roles.None)));
    }

    private static IEnumerable<(string State, Assessment After)> Ended(Assessment draft)
    {
        var at = CardWorld.Now;
        var reviewer = CardWorld.FocalPoint;
        ImmutableArray<AlertDelivery> delivered = [new("Fatou **Focal-Point**", false, at), new("", true, at)];
        yield return ("submitted", CardWorld.In(draft, r => new AssessmentState.Submitted(at, r)) with { Alert = AlertStatus.Promised });
        yield return ("trying", CardWorld.In(draft, r => new AssessmentState.Submitted(at, r)) with { Alert = new AlertStatus(true, [], 3) });
        yield return ("delivered", CardWorld.In(draft, r => new AssessmentState.Submitted(at, r)) with { Alert = new AlertStatus(false, delivered, 0) });
        yield return ("gave-up", CardWorld.In(draft, r => new AssessmentState.Submitted(at, r)) with { Alert = new AlertStatus(false, [], 12) });
        var filed = new FiledDocument("https://contoso.example/sites/s/2026/Tunis/RBA-v1.docx", true, "2026/Tunis", new string('a', 64), at);
        yield return ("filed", CardWorld.In(draft, r => new AssessmentState.Submitted(at, r)) with { Filing = new FilingStatus(null, filed) });
        yield return ("filed-in-folder", CardWorld.In(draft, r => new AssessmentState.Submitted(at, r)) with
        {
            Filing = new FilingStatus(null, filed with { IsLink = false, Location = "/exports/**2026**/RBA-v1.docx" }),
        });
        foreach (var obstacle in Enum.GetValues<FilingObstacle>())
        {
            yield return ($"filing-{obstacle}", CardWorld.In(draft, r => new AssessmentState.Submitted(at, r)) with
            {
                Filing = FilingStatus.After(FilingStatus.Promised(null, 7), obstacle, "Office", 3, givenUp: false),
            });
        }

        yield return ("under-review", CardWorld.In(draft, r => new AssessmentState.UnderReview(at, r, reviewer, at)));
        yield return ("returned", CardWorld.In(draft, r => new AssessmentState.Returned(at, r, reviewer, [])));
        yield return ("cleared", CardWorld.In(draft, r => new AssessmentState.Cleared(at, r, reviewer, at)));
        yield return ("conditions", CardWorld.In(draft, r => new AssessmentState.ClearedWithConditions(at, r, reviewer, at)));
        yield return ("not-cleared", CardWorld.In(draft, r => new AssessmentState.NotCleared(at, r, reviewer, at)));
        yield return ("recorded", CardWorld.In(draft, r => new AssessmentState.Recorded(at, r, at)));
        yield return ("superseded", CardWorld.In(draft, r => new AssessmentState.Superseded(r, AssessmentId.Of(draft.Reference, 2))));
    }

    /// <summary>As long as a client can send, in the text of the draft.</summary>
    private static Typed TooLongReason(string name, Assessment draft)
    {
        var text = HostileText.Kinds.FirstOrDefault(k => $"full-{k.Name}" == name).Of ?? (length => new string('r', length));
        var reason = text(CardData.LongestValue);
        return Typed.Of(
            new RawInputs(new Dictionary<string, string> { [InputIds.WithdrawReason] = reason }, []),
            InputMessages.Of(new Refusal.ReasonTooLong(reason.Length, Decider.ReasonMaxLength), draft),
            Context.Language);
    }

    /// <summary>A message at every input that can have one.</summary>
    private static Typed EverythingMissing(Assessment draft) => Typed.Of(
        RawInputs.None,
        [
            .. draft.Questionnaire.Questions.SelectMany(q => InputMessages.Of(
                new Refusal.Incomplete([.. PartsOf(q).Select(p => new Missing(q.Id, p))]), draft)),
            .. InputMessages.Of(new Refusal.FaultyProject([.. Enum.GetValues<ProjectField>().Select(f => new FaultyProjectField(f, ProjectFault.Missing))])),
        ],
        CardWorld.English);

    private static IEnumerable<MissingPart> PartsOf(Question question) =>
    [
        MissingPart.Answer,
        .. question.EvidenceForBest ? [MissingPart.Evidence] : Array.Empty<MissingPart>(),
        .. question.NotApplicableReasonMinLength > 0 ? [MissingPart.NotApplicableReason] : Array.Empty<MissingPart>(),
        .. question.CommentRequired ? [MissingPart.Comment] : Array.Empty<MissingPart>(),
        .. Enum.GetValues<MissingPart>().Where(p => p is >= MissingPart.Impact and <= MissingPart.Budget),
    ];
}
