using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Azure.Data.Tables;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Export;
using IML.RbaBot.Retention;
using IML.RbaBot.Tests.Stores;
using IML.RbaBot.Tests.Turns;
using Microsoft.Extensions.DependencyInjection;

namespace IML.RbaBot.Tests.Retention;

/// <summary>What a deletion by retention does to the documents that were filed.</summary>
[Collection(AzuriteTests.Name)]
public sealed class FiledDocumentsTests(AzuriteFixture azurite) : IDisposable
{
    private static readonly TimeSpan QuarterOfAnHour = TimeSpan.FromMinutes(16);

    private readonly string folder = Directory.CreateTempSubdirectory("retention-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_withdrawn_screening_goes_with_its_documents_and_is_kept_and_tried_again_soon_while_they_cannot_be_removed()
    {
        var place = new Stubborn(new FolderPlace(folder));
        await using var scenario = await OnAsync(new FilingPlaces(place));
        var result = await WithdrawnAndDueAsync(scenario);
        await scenario.UntilAsync("the removal is tried", () => place.Tries > 0);
        Assert.Equal(3, Files(result).Length);
        Assert.True((await RowsAsync(scenario, result)).Count > 1);

        // The bot's own sweep, long before the next day.
        place.Hinders = false;
        await IsDeletedSoonAsync(scenario, result);
        Assert.Empty(Files(result));
        Assert.Equal("Deleted", Assert.Single(await RowsAsync(scenario, result)).GetString("state"));
    }

    [Theory]
    [InlineData("en", "cannot be removed, so these are kept: {0}.", "Somebody has the document open. Please close it")]
    [InlineData("fr", "ne peuvent pas être supprimés ; celles-ci sont donc gardées : {0}.", "ouvert")]
    [InlineData("es", "no se pueden eliminar los documentos archivados de evaluaciones retiradas, así que estas se conservan: {0}.", "abierto")]
    public async Task Administrators_see_that_documents_cannot_be_removed_and_what_to_do_until_they_are(string language, string what, string remedy)
    {
        var place = new Stubborn(new FolderPlace(folder));
        await using var scenario = await OnAsync(new FilingPlaces(place));
        var ines = scenario.Person("Ines");
        ines.Locale = language;
        var result = await WithdrawnAndDueAsync(scenario);
        await scenario.UntilAsync("the removal is tried", () => place.Tries > 0);
        await SweepAsync(scenario);

        (await ines.Says("setup")).Shows(string.Format(null, what, result.Assessment), remedy);
        Assert.Equal(("Degraded", "1"), await ReadinessAsync(scenario));

        place.Hinders = false;
        await IsDeletedSoonAsync(scenario, result);
        (await ines.Says("setup")).ShowsNot(result.Assessment);
        Assert.Equal(("Healthy", "0"), await ReadinessAsync(scenario));
    }

    [Fact]
    public async Task A_screening_whose_documents_lie_where_nothing_is_configured_any_more_is_kept_and_shown_until_an_administrator_lets_go_of_them()
    {
        await using var scenario = await OnAsync(new FilingPlaces(new FolderPlace(folder)));
        var result = await WithdrawnAndDueAsync(
            scenario, () => scenario.RestartAsync(replace: services => services.AddSingleton(new FilingPlaces(null))));
        await SweepAsync(scenario);

        (await scenario.Person("Ines").Says("setup")).Shows(
            $"were filed in a place that is not configured any more, so these are kept: {result.Assessment}.", "Retention:LeaveDocumentsElsewhere");
        Assert.True((await RowsAsync(scenario, result)).Count > 1);
        Assert.Equal(3, Files(result).Length);

        await scenario.RestartAsync(replace: services => services
            .AddSingleton(new FilingPlaces(null))
            .Configure<RetentionOptions>(options => options.LeaveDocumentsElsewhere = true));
        await SweepAsync(scenario);
        Assert.Equal("Deleted", Assert.Single(await RowsAsync(scenario, result)).GetString("state"));
        Assert.Equal(3, Files(result).Length);
        (await scenario.Person("Ines").Says("setup")).ShowsNot(result.Assessment);
    }

    [Fact]
    public void A_draft_that_was_never_submitted_has_no_documents() =>
        Assert.Empty(FileNames.Paths(Cards.CardWorld.Draft()));

    private Task<Scenario> OnAsync(FilingPlaces places) => Scenario.OnAsync(
        azurite.ConnectionString,
        configure: settings => settings.Give("Administrators:0", "Ines", "Administrator"),
        replace: services => services.AddSingleton(places));

    /// <summary>A screening that was filed and withdrawn, its deletion announced, on the day of the deletion.</summary>
    /// <param name="scenario">The bot.</param>
    /// <param name="beforeTheDay">What happens between announcement and day.</param>
    private async Task<ShownCard> WithdrawnAndDueAsync(Scenario scenario, Func<Task>? beforeTheDay = null)
    {
        var alex = scenario.Person("Alex");
        await scenario.Person("Amina").Says("hi");
        var result = await ReceptionCentre.ScreensAsync(alex);
        await scenario.UntilAsync("the result is filed", () => Files(result).Length == 3);
        var asks = await result.Press("withdraw");
        await asks.Press("withdraw", ("withdraw.reason", "No longer funded"));
        await scenario.UntilAsync("the withdrawal is filed", () => Files(result).Any(f => File.ReadAllText(f).Contains("No longer funded", StringComparison.Ordinal)));
        await DueAsync(scenario);
        await scenario.SettledAsync();
        scenario.Time.Advance(TimeSpan.FromDays(705));
        await RetentionSweepTests.AnnouncedAsync(scenario, alex);
        await scenario.SettledAsync();
        await (beforeTheDay?.Invoke() ?? Task.CompletedTask);
        scenario.Time.Advance(TimeSpan.FromDays(31));
        return result;
    }

    private static async Task IsDeletedSoonAsync(Scenario scenario, ShownCard result)
    {
        for (var tries = 0; (await RowsAsync(scenario, result)).Count > 1; tries++)
        {
            Assert.True(tries < 40, "It is not tried again before the next day.");
            scenario.Time.Advance(QuarterOfAnHour);
            await Task.Delay(500);
        }
    }

    private static async Task<(string? Status, string? Hindered)> ReadinessAsync(Scenario scenario)
    {
        var retention = JsonNode.Parse(await scenario.Bot.Client.GetStringAsync(new Uri("/readyz", UriKind.Relative)))!["checks"]!["retention"]!;
        return ((string?)retention["status"], (string?)retention["hindered"]);
    }

    private string[] Files(ShownCard of) =>
        Directory.GetFiles(folder, $"{of.Assessment[..13]}*", SearchOption.AllDirectories).Where(f => !f.EndsWith(".part", StringComparison.Ordinal)).ToArray();

    private static Task<(int Looked, bool IsLeft)> SweepAsync(Scenario scenario) =>
        scenario.Bot.Services.GetRequiredService<RetentionSweep>().SweepAsync(CancellationToken.None);

    private static async Task DueAsync(Scenario scenario)
    {
        var rows = scenario.Bot.Services.GetRequiredService<RetentionRows>();
        await scenario.UntilAsync(
            "retention has noted draft and withdrawal",
            () => rows.DueAsync(DateTimeOffset.MaxValue.AddDays(-2), 10, CancellationToken.None).GetAwaiter().GetResult().Count > 1);
    }

    private static async Task<List<TableEntity>> RowsAsync(Scenario scenario, ShownCard of)
    {
        var rows = new List<TableEntity>();
        await foreach (var row in scenario.Bot.Storage.AssessmentsTable.QueryAsync<TableEntity>($"PartitionKey eq '{of.Assessment}'"))
        {
            rows.Add(row);
        }

        return rows;
    }

    /// <summary>A folder from which nothing can be removed until it is told otherwise.</summary>
    private sealed class Stubborn(FolderPlace place) : IFilingPlace
    {
        public volatile bool Hinders = true;

        private int tries;

        public int Tries => tries;

        public bool GivesLinks => place.GivesLinks;

        public Task<FilingOutcome> FileAsync(FilingSet set, CancellationToken cancellationToken) => place.FileAsync(set, cancellationToken);

        public Task<FilingOutcome> FileRegisterAsync(string name, Stream content, CancellationToken cancellationToken) =>
            place.FileRegisterAsync(name, content, cancellationToken);

        public Task<FilingOutcome> TryAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
            place.TryAsync(name, content, cancellationToken);

        public Task<FilingOutcome.Hindered?> RemoveAsync(ImmutableArray<string> paths, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref tries);
            return Hinders
                ? Task.FromResult<FilingOutcome.Hindered?>(new FilingOutcome.Hindered(FilingObstacle.Locked))
                : place.RemoveAsync(paths, cancellationToken);
        }
    }
}
