using System.Diagnostics;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using IML.RbaBot.Faults.Harness;
using IML.RbaBot.Storage;
using Xunit.Abstractions;

namespace IML.RbaBot.Faults;

/// <summary>
/// The built bot, with SharePoint configured, dies by SIGKILL at every call of a filing, before it is carried out and after. Nothing is
/// drawn: the order of deaths is the order of the boundaries.
/// </summary>
[Collection(FaultTests.Name)]
public sealed class SharePointKillTests(AzuriteRun azurite, ITestOutputHelper output)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_process_killed_at_any_boundary_of_a_filing_in_SharePoint_leaves_exactly_one_document_of_each_kind()
    {
        await using var site = await SharePointSite.StartAsync();
        await using var world = await World.StartAsync(azurite.ConnectionString, 1, site.Settings);
        var run = new Run(world, site);
        await run.FocalPointAsync();
        foreach (var (screening, boundary, after) in await run.AnsweredAsync(FilingBoundary.OfFirstFiling))
        {
            await run.DieAsync(screening, boundary, after, screening.SubmitsAsync);
        }

        await run.AssertAsync();
        output.WriteLine($"killed at every boundary of a filing in SharePoint: {run.Figures}");
    }

    [Fact]
    public async Task A_process_killed_while_a_decision_replaces_the_documents_leaves_the_decision_in_each()
    {
        await using var site = await SharePointSite.StartAsync();
        await using var world = await World.StartAsync(azurite.ConnectionString, 1, site.Settings);
        var run = new Run(world, site);
        var amina = await run.FocalPointAsync();
        var deaths = await run.AnsweredAsync(FilingBoundary.OfReplacing);
        await run.FileAsync(deaths.Select(d => d.Screening));
        foreach (var (screening, boundary, after) in deaths)
        {
            var claimed = await amina.PressesAsync(await amina.OpensAsync(screening.Id), "claim", []);
            var deciding = await amina.PressesAsync(claimed, "clear", []);
            await run.DieAsync(screening, boundary, after, () => amina.PressesAsync(deciding, "clear", []));
        }

        await run.AssertAsync(finalRating: "B");
        output.WriteLine($"killed while a decision replaces the documents: {run.Figures}");
    }

    [Fact]
    public async Task A_process_killed_between_the_parts_of_an_upload_leaves_exactly_one_document_of_each_kind()
    {
        await using var site = await SharePointSite.StartAsync();
        await using var world = await World.StartAsync(
            azurite.ConnectionString, 1, [.. site.Settings, ("SharePoint__LargestSingleUpload", "0")]);
        var run = new Run(world, site);
        await run.FocalPointAsync();
        foreach (var (screening, boundary, after) in await run.AnsweredAsync(FilingBoundary.OfParts))
        {
            await run.DieAsync(screening, boundary, after, screening.SubmitsAsync);
        }

        await run.AssertAsync();
        output.WriteLine($"killed between the parts of an upload: {run.Figures}");
    }

    /// <summary>Screenings that are filed, and the deaths meanwhile. What a death leaves behind is filed while the next one is answered.</summary>
    private sealed class Run(World world, SharePointSite site)
    {
        private readonly List<Screening> screenings = [];
        private readonly long since = Stopwatch.GetTimestamp();
        private int filings;

        public string Figures { get; private set; } = "";

        /// <summary>Has written to the bot, so that alerts need not wait.</summary>
        public async Task<Somebody> FocalPointAsync()
        {
            var amina = new Somebody(world, World.FocalPointId, "Amina Focal");
            await amina.SaysAsync("hi");
            return amina;
        }

        /// <summary>For each boundary, before and after, a screening that needs only to be submitted.</summary>
        public async Task<IReadOnlyList<(Screening Screening, FilingBoundary Boundary, bool After)>> AnsweredAsync(
            IEnumerable<FilingBoundary> boundaries)
        {
            var deaths = new List<(Screening, FilingBoundary, bool)>();
            foreach (var boundary in boundaries)
            {
                foreach (var after in (bool[])[false, true])
                {
                    var screening = new Screening(new Somebody(world, Guid.NewGuid().ToString(), "Dana Developer"));
                    await screening.OpensAsync();
                    await screening.AnswersAsync();
                    deaths.Add((screening, boundary, after));
                }
            }

            return deaths;
        }

        /// <summary>Submitted and filed without a death.</summary>
        public async Task FileAsync(IEnumerable<Screening> answered)
        {
            foreach (var screening in answered)
            {
                filings++;
                await screening.SubmitsAsync();
                await world.SettleAsync([screening.Id], Limit);
            }
        }

        /// <summary>The process dies at the boundary during the filing that the step promises, and is started again.</summary>
        public async Task DieAsync(Screening screening, FilingBoundary boundary, bool after, Func<Task> step)
        {
            var instance = world.Instances[0];
            filings++;
            if (boundary.NeedsQuiet)
            {
                await world.SettleAsync(screenings.Select(s => s.Id), Limit);
            }

            screenings.Add(screening);

            var crossing = boundary.IsOfGraph ? site.Crossing : world.Crossing;
            var death = crossing.OnceAsync(boundary.Watch(screening.Reference), after, instance.Kill);
            if (boundary.NeedsFreshProcess)
            {
                instance.Kill();
                await instance.StartAsync();
            }

            var stepping = step();
            Assert.True(
                await Task.WhenAny(death, Task.Delay(Limit)) == death,
                $"Nothing passed the boundary '{boundary}' ({(after ? "after" : "before")}).");
            await instance.StartAsync();
            await stepping;
        }

        /// <summary>Exactly one document of each kind, whole, its columns set, and known to the assessment and its card.</summary>
        public async Task AssertAsync(string? finalRating = null)
        {
            await world.SettleAsync(screenings.Select(s => s.Id), Limit);
            var (losses, uploads, duplicates) = (new List<string>(), 0, 0);
            foreach (var screening in screenings)
            {
                losses.AddRange(await screening.LossesAsync());
                var filed = site.FiledOf(screening.Reference);
                uploads += filed.Sum(i => i.Uploads);
                duplicates += filed.Count - filed.DistinctBy(i => i.Path.Split('/')[^1]).Count();
                losses.AddRange(WrongsOf(screening, [.. filed], finalRating));
                losses.AddRange(await KnownWrongsAsync(screening, [.. filed]));
            }

            var stray = site.Graph.Items.Count - (3 * screenings.Count);
            Figures = $"kills {world.Instances[0].Kills}, filings {filings}, losses {losses.Count}, "
                + $"repeats {uploads - (3 * filings)} (files sent again after a death), duplicates {duplicates + stray}, "
                + $"wrong requests {site.Graph.Wrongs.Count}, held against Graph's description {site.Graph.Checked}, "
                + $"in {Stopwatch.GetElapsedTime(since).TotalSeconds:0} s";
            Assert.True(losses.Count == 0, $"{Figures}\n{string.Join('\n', losses)}");
            Assert.Equal(0, duplicates + stray);
        }

        private static List<string> WrongsOf(Screening screening, Tests.Export.GraphStandIn.Item[] filed, string? finalRating)
        {
            var stem = $"{screening.Reference}-v1";
            string[] paths =
            [
                $"2026/N-Djamena/{stem}.docx",
                $"Restricted/2026/N-Djamena/{stem}-annex.docx",
                $"Restricted/2026/N-Djamena/{stem}-record.json",
            ];
            if (!paths.Order(StringComparer.Ordinal).SequenceEqual(filed.Select(i => i.Path.Replace($"{DateTime.UtcNow.Year}/", "2026/", StringComparison.Ordinal))))
            {
                return [$"{screening.Id}: filed are {string.Join(", ", filed.Select(i => i.Path))}."];
            }

            var record = filed[^1].Content;
            var hash = Convert.ToHexStringLower(SHA256.HashData(record));
            var lead = filed[0].Fields;
            var wrongs = filed.Where(i => i.Fields.GetValueOrDefault("ContentHash") != hash).Select(i => $"{i.Path} has another hash.").ToList();
            wrongs.AddRange(filed.Take(2).Where(i => !TextOf(i.Content).Contains(hash, StringComparison.Ordinal)).Select(i => $"{i.Path} is of another content."));
            var result = JsonNode.Parse(record)!;
            if ((string?)result["review"]?["finalRating"] != finalRating)
            {
                wrongs.Add($"{screening.Id}: the record does not hold the decision.");
            }

            (string Column, string? Value)[] columns =
            [
                ("Reference", screening.Reference), ("Rating", (string?)result["result"]!["rating"]), ("FinalRating", finalRating),
                ("Title", "Reception centre at the northern border"), ("Office", "N'Djamena"), ("Country", "Chad"),
                ("State", finalRating is null ? "Submitted" : "Cleared"), ("Reviewer", finalRating is null ? null : "Amina Focal"),
            ];
            wrongs.AddRange(columns.Where(c => lead.GetValueOrDefault(c.Column) != c.Value)
                .Select(c => $"{screening.Id}: {c.Column} is '{lead.GetValueOrDefault(c.Column)}' and not '{c.Value}'."));
            return wrongs;
        }

        private async Task<IEnumerable<string>> KnownWrongsAsync(Screening screening, Tests.Export.GraphStandIn.Item[] filed)
        {
            var filing = JsonNode.Parse((await world.RowsAsync(screening.Id)).Single(r => r.RowKey == Keys.Head).GetString("data"))!["filing"]!;
            var hash = filed.FirstOrDefault()?.Fields.GetValueOrDefault("ContentHash");
            var link = (string?)filing["location"] ?? "";
            var card = await screening.LooksAsync();
            return new[]
            {
                ((string?)filing["hash"] == hash, "the assessment knows another hash"),
                (filing["due"] is null, "the assessment says that a filing is due"),
                (link.Contains($"{screening.Reference}-v1.docx", StringComparison.Ordinal), $"the assessment knows '{link}' as the place"),
                (card.Contains(link, StringComparison.Ordinal) && card.Contains("Filed on ", StringComparison.Ordinal), $"the card says otherwise: {card}"),
            }.Where(w => !w.Item1).Select(w => $"{screening.Id}: {w.Item2}.");
        }

        private static string TextOf(byte[] docx)
        {
            using var archive = new ZipArchive(new MemoryStream(docx), ZipArchiveMode.Read);
            using var reader = new StreamReader(archive.GetEntry("word/document.xml")!.Open());
            return reader.ReadToEnd();
        }
    }
}
