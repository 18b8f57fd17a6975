using System.Collections.Immutable;
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
        await using var scenario = await Scenario.OnAsync(
            azurite.ConnectionString, replace: services => services.AddSingleton(new FilingPlaces(place)));
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
        for (var tries = 0; !alex.NewestCard().Text.Contains("will be deleted on", StringComparison.Ordinal); tries++)
        {
            Assert.True(tries < 100, "The deletion is not announced.");
            await SweepAsync(scenario);
            await Task.Delay(50);
            scenario.Time.Advance(TimeSpan.FromSeconds(1));
        }

        await scenario.SettledAsync();
        scenario.Time.Advance(TimeSpan.FromDays(31));
        await scenario.UntilAsync("the removal is tried", () => place.Tries > 0);
        Assert.Equal(3, Files(result).Length);
        Assert.True((await RowsAsync(scenario, result)).Count > 1);

        // The bot's own sweep, long before the next day.
        place.Hinders = false;
        for (var tries = 0; (await RowsAsync(scenario, result)).Count > 1; tries++)
        {
            Assert.True(tries < 40, "It is not tried again before the next day.");
            scenario.Time.Advance(QuarterOfAnHour);
            await Task.Delay(500);
        }

        Assert.Empty(Files(result));
        Assert.Equal("Deleted", Assert.Single(await RowsAsync(scenario, result)).GetString("state"));
    }

    [Fact]
    public void A_draft_that_was_never_submitted_has_no_documents() =>
        Assert.Empty(FileNames.Paths(Cards.CardWorld.Draft()));

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
