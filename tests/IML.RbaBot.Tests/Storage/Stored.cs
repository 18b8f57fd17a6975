using System.Collections.Immutable;
using IML.RbaBot.AppHost;
using IML.RbaBot.Dispatch;
using IML.RbaBot.Domain.Answers;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Domain.Questionnaires;
using IML.RbaBot.Questionnaires;
using IML.RbaBot.Storage;

namespace IML.RbaBot.Tests.Storage;

/// <summary>A bot's storage on Azurite with tables and a queue of its own, and drafts to put into it.</summary>
public sealed class Stored : IAsyncDisposable
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 24, 12, 0, 0, TimeSpan.Zero);
    public static readonly Person Dana = new(PersonId.Parse("6f9a2b1c-0000-4000-8000-000000000001")!.Value, "Dana Developer");
    public static readonly Person Omar = new(PersonId.Parse("6f9a2b1c-0000-4000-8000-000000000002")!.Value, "Omar Other");
    public static readonly Actor ActsDana = new(Dana, Roles.None);

    public static readonly ProjectLists Lists = new(["proposal"], ["health"], ["stable"], ["TD", "LY"], ["USD"]);

    private static readonly QuestionnaireCatalog Catalog = QuestionnaireFiles.LoadShipped().Value!;

    private Stored(StorageOptions options)
    {
        Options = options;
        Clients = new StorageClients(options, RoundTrips, TimeProvider.System);
        Store = new AssessmentStore(Clients, Find, options);
        Directory = new DirectoryStore(Clients);
    }

    public static Questionnaire Shipped { get; } = Catalog.Entries.Single().Questionnaire;

    public StorageOptions Options { get; }

    public StorageRoundTrips RoundTrips { get; } = new();

    public StorageClients Clients { get; }

    public AssessmentStore Store { get; }

    public DirectoryStore Directory { get; }

    public static Questionnaire? Find(QuestionnaireRef reference) => reference == Shipped.Ref ? Shipped : null;

    public static async Task<Stored> OnAsync(string connectionString, string? prefix = null)
    {
        var stored = new Stored(new StorageOptions
        {
            ConnectionString = connectionString,
            Prefix = prefix ?? "t" + Guid.NewGuid().ToString("N")[..12],
        });
        await stored.Clients.CreateMissingAsync(default);
        return stored;
    }

    /// <summary>A second process on the same storage: it remembers nothing of the first.</summary>
    public Task<Stored> AgainAsync() => OnAsync(Options.ConnectionString!, Options.Prefix);

    public static AssessmentId NewId() => AssessmentId.Of(Reference.Of((ulong)Random.Shared.NextInt64()), 1);

    public static ProjectData Project(string title = "Reception centre") => new()
    {
        Title = title,
        Stage = "proposal",
        Countries = ["TD"],
        Office = "N'Djamena",
        ThematicAreas = ["health"],
        Confidentiality = Confidentiality.Internal,
    };

    public static Decision.Accepted Decide(Command command, Assessment? on, Actor? actor = null, DateTimeOffset? at = null)
    {
        var decision = Decider.Decide(command, on, new Request(actor ?? ActsDana, at ?? Noon, on?.Revision, Lists));
        return Assert.IsType<Decision.Accepted>(decision);
    }

    public static Command.Save Save(params (string Question, Answer? Answer)[] answers) => new(
        Place.Project.Instance,
        null,
        [.. answers.Select(a => new GivenAnswer(new QuestionId(a.Question), a.Answer))],
        [],
        Demand: false,
        new Go.Next());

    public static Answer Choice(string option, string? comment = null, string? evidence = null) =>
        new(new AnswerValue.Choice(new OptionId(option)), comment, evidence);

    public static Answer Choices(params string[] options) =>
        new(new AnswerValue.Choices([.. options.Select(o => new OptionId(o))]));

    public async Task<StoredAssessment> StartAsync(AssessmentId? id = null, ProjectData? project = null, DateTimeOffset? at = null)
    {
        var accepted = Decide(new Command.Start(id ?? NewId(), project ?? Project(), Shipped), null, at: at);
        return Committed(await Store.CommitAsync(null, accepted, ActsDana, at ?? Noon, [], default));
    }

    public async Task<StoredAssessment> CommitAsync(
        StoredAssessment before, Command command, DateTimeOffset? at = null, params OutboxKind[] outbox)
    {
        var when = at ?? Noon;
        var accepted = Decide(command, before.Assessment, at: when);
        ImmutableArray<OutboxMessage> messages = [.. outbox.Select(kind => OutboxMessage.Promised(kind, when))];
        return Committed(await Store.CommitAsync(before, accepted, ActsDana, when, messages, default));
    }

    public async Task<StoredAssessment> LoadAsync(AssessmentId id)
    {
        var found = Assert.IsType<LoadResult.Found>(await Store.LoadAsync(id, allowCached: false, default));
        Assert.False(found.Cached);
        return found.Stored;
    }

    /// <summary>All answers of the worked example "Reception centre", which is rated B: for an alert.</summary>
    public static AnswerSheet ReceptionCentre()
    {
        var file = Path.Combine(Repository.Root, "tests", "IML.RbaBot.Domain.Tests", "WorkedExamples", "reception-centre.json");
        return AnswersFile.Read(File.ReadAllText(file), "reception-centre.json", Catalog).Value!;
    }

    /// <summary>Everything of a sheet but the declaration, as a card would give it.</summary>
    public static Command.Save SaveAll(AnswerSheet sheet) => new(
        Place.Project.Instance,
        null,
        [.. Shipped.Questions.Where(q => q.Kind is not QuestionKind.Declaration).Select(q => new GivenAnswer(q.Id, sheet[q.Position]))],
        [.. Shipped.Questions.Select(q => new GivenResponse(q.Id, sheet.Response(q.Position)))],
        Demand: false,
        new Go.Next());

    /// <summary>A screening from the start to its submission.</summary>
    public async Task<StoredAssessment> SubmitAsync(params OutboxKind[] outbox)
    {
        var sheet = ReceptionCentre();
        var draft = await CommitAsync(await StartAsync(), SaveAll(sheet));
        var declaration = Shipped.Questions.Single(q => q.Kind is QuestionKind.Declaration).Id;
        return await CommitAsync(draft, new Command.Submit(new GivenAnswer(declaration, sheet[declaration])), null, outbox);
    }

    public static StoredAssessment Committed(CommitResult result) => Assert.IsType<CommitResult.Committed>(result).Stored;

    public ValueTask DisposeAsync()
    {
        Clients.Dispose();
        return ValueTask.CompletedTask;
    }
}
