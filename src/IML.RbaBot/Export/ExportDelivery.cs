using System.Collections.Immutable;
using System.Globalization;
using IML.RbaBot.Cards;
using IML.RbaBot.Dispatch;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Export.Documents;
using IML.RbaBot.Export.Records;
using IML.RbaBot.Export.SharePoint;
using IML.RbaBot.Storage;
using IML.RbaBot.Texts;
using IML.RbaBot.Turns;

namespace IML.RbaBot.Export;

/// <summary>
/// Files the documents of an assessment as it stands. Everything is made anew from what is stored, each file replaces the one of its
/// name, and what is already there is left alone: so a filing that was broken off anywhere is simply done again.
/// </summary>
internal sealed class ExportDelivery(
    FilingPlaces places,
    AssessmentStore store,
    CardContexts contexts,
    ExportOptions options,
    DispatchOptions dispatch,
    TimeProvider time) : IDelivery
{
    // Among what a message has done already: the notice is promised once.
    private const string Told = "locked-notice";

    public OutboxKind Kind => OutboxKind.Export;

    public async Task<DeliveryOutcome> DeliverAsync(OutboxMessage message, StoredAssessment stored, CancellationToken cancellationToken)
    {
        var assessment = stored.Assessment;
        if (assessment.State.FrozenResult is null)
        {
            return new DeliveryOutcome.Obsolete("nothing was submitted");
        }

        if (places.Place is not { } place)
        {
            return new DeliveryOutcome.Obsolete(nameof(FilingObstacle.NoPlace))
            {
                Events = [new AssessmentEvent.FilingHindered(FilingObstacle.NoPlace, null, 0, GivenUp: true)],
            };
        }

        var record = Record.Of(assessment, await store.ReadAuditAsync(assessment.Id, cancellationToken));
        var content = new ExportContent(contexts.OfLanguage(options.Language), assessment, record.Hash);

        // Writing documents takes as long as hundreds of page turns: a thread of its own, so that nobody's press waits behind it.
        var files = await Task.Factory.StartNew(
            () => SetOf(content, record), cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        var outcome = await place.FileAsync(files, cancellationToken);
        return outcome switch
        {
            FilingOutcome.Filed filed => Delivered(stored, content, filed),
            FilingOutcome.Hindered hindered => Hindered(message, stored, hindered),
            _ => throw new InvalidOperationException($"Unknown outcome {outcome}."),
        };
    }

    private DeliveryOutcome.Delivered Delivered(StoredAssessment stored, ExportContent content, FilingOutcome.Filed filed)
    {
        var before = stored.Assessment.Filing?.Filed;
        var document = new FiledDocument(
            filed.Location,
            filed.IsLink,
            FolderOf(stored.Assessment),
            content.Hash,
            before is not null && before.Hash == content.Hash && before.Location == filed.Location ? before.At : time.GetUtcNow());
        return new DeliveryOutcome.Delivered
        {
            Events = [new AssessmentEvent.Filed(document, stored.Assessment.Revision)],
            Then = FollowingOf(stored, listAnew: before?.Location != filed.Location),
        };
    }

    private DeliveryOutcome.Retry Hindered(OutboxMessage message, StoredAssessment stored, FilingOutcome.Hindered hindered)
    {
        var attempts = message.Attempts + 1;
        var isLast = attempts >= dispatch.Attempts;
        var tell = hindered.Obstacle is FilingObstacle.Locked && !message.Done.Contains(Told);
        var isNew = stored.Assessment.Filing?.Obstacle != hindered.Obstacle;
        return new DeliveryOutcome.Retry(hindered.Detail is { } detail ? $"{hindered.Obstacle} {detail}" : $"{hindered.Obstacle}")
        {
            After = hindered.After,
            Done = tell ? message.Done.Add(Told) : message.Done,
            Events = [new AssessmentEvent.FilingHindered(hindered.Obstacle, hindered.Detail, attempts, GivenUp: isLast)],
            Then =
            [
                .. isNew || isLast ? FollowingOf(stored, listAnew: false) : [],
                .. tell ? (Following[])[Following.Notice(NoticeTopic.DocumentLocked)] : [],
            ],
        };
    }

    private static ImmutableArray<Following> FollowingOf(StoredAssessment stored, bool listAnew) =>
    [
        .. stored.CardsThatSayWhereItIsFiled.Any() ? (Following[])[Following.CardsAfterFiling] : [],
        .. listAnew ? (Following[])[OutboxKind.Projection] : [],
    ];

    private static string FolderOf(Assessment assessment) => assessment.Filing?.Filed?.Folder ?? FileNames.Folder(assessment);

    private static FilingSet SetOf(ExportContent content, Record record)
    {
        var id = content.Assessment.Id;
        var isRestricted = content.Assessment.Project.IsRestricted;
        return new FilingSet(
            FolderOf(content.Assessment),
            record.Hash,
            ColumnsOf(content),
            [
                new DocumentFile(FileNames.Record(id), IsRestricted: true, IsLead: false, record.Bytes),
                new DocumentFile(FileNames.Annex(id), IsRestricted: true, IsLead: false, AnnexDocument.Write(content)),
                new DocumentFile(FileNames.Document(id), isRestricted, IsLead: true, AssessmentDocument.Write(content)),
            ]);
    }

    private static ImmutableArray<FilingColumn> ColumnsOf(ExportContent content)
    {
        var assessment = content.Assessment;
        var language = content.Language;
        var project = assessment.Project;
        return
        [
            new(LibraryColumns.Reference, assessment.Reference.Value),
            new(LibraryColumns.Title, Line(project.Title)),
            new(LibraryColumns.ProjectCode, Line(project.ProjectCode)),
            new(LibraryColumns.Office, Line(project.Office)),
            new(LibraryColumns.Country, Line(language.List(project.Countries.Select(language.Lists.Country)))),
            new(LibraryColumns.Stage, project.Stage is { } stage ? Line(ListTexts.NameIn(language.Lists.Stages, stage)) : null),
            new(LibraryColumns.Rating, content.Frozen.Rating.ToString()),
            new(LibraryColumns.FinalRating, assessment.Review.Verdict?.FinalRating.ToString()),
            new(LibraryColumns.State, Wording.State(language, StateRow.NameOf(assessment.State))),
            new(LibraryColumns.SubmittedOn, Day(assessment.State.SubmittedAt)),
            new(LibraryColumns.DecidedOn, Day(content.DecidedAt)),
            new(LibraryColumns.Reviewer, Line(assessment.Reviewer?.Name)),
            new(LibraryColumns.AssessmentUrl, ChatLink(content)),
            new(LibraryColumns.QuestionnaireVersion, assessment.Questionnaire.Ref.ToString()),
            new(LibraryColumns.ContentHash, content.Hash),
        ];
    }

    private static string? Line(string? text) =>
        string.IsNullOrWhiteSpace(text) ? null : Parts.Cut(TypedText.Clean(text).Replace('\n', ' '), LibraryColumns.LongestText);

    private static string? Day(DateTimeOffset? at) => at?.UtcDateTime.ToString("yyyy-MM-dd'T'00:00:00'Z'", CultureInfo.InvariantCulture);

    /// <summary>Opens the chat with the bot and has the command typed already; who may not read it is told so there.</summary>
    private static string? ChatLink(ExportContent content) => content.Context.AppId is { } bot
        ? $"https://teams.microsoft.com/l/chat/0/0?users=28:{bot}&message=open%20{content.Assessment.Reference.Value}"
        : null;
}
