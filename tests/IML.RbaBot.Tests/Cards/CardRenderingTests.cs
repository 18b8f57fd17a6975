using System.Text;
using System.Text.Json;
using IML.RbaBot.AppHost;
using Xunit.Abstractions;

namespace IML.RbaBot.Tests.Cards;

/// <summary>Every card as the official renderer shows it.</summary>
public sealed class CardRenderingTests(ITestOutputHelper output) : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("cards-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task The_official_renderer_shows_every_card_without_a_warning_and_hostile_text_as_it_was_typed()
    {
        WriteAll(json => json);
        var packages = await NodePackages.InstallAsync(Repository.TestPackages);
        var result = await packages.RunAsync("render-cards.mjs", [folder]);
        Assert.Equal("", result.Errors);
        var lines = result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l).RootElement).ToList();

        Assert.Equal(Gallery.Cards.Count(), lines.Count);
        Assert.All(lines, l => Assert.True(l.GetProperty("ok").GetBoolean(), l.GetRawText()));
        Assert.All(lines, l => Assert.DoesNotContain(
            l.GetProperty("links").EnumerateArray(), link => link.GetString()!.Contains("evil", StringComparison.Ordinal)));

        var marked = lines.Where(l => Path.GetFileName(l.GetProperty("file").GetString())!.StartsWith("full-markdown-result", StringComparison.Ordinal));
        Assert.All(marked.Where(l => !l.GetProperty("file").GetString()!.Contains("withdrawn", StringComparison.Ordinal)), l =>
            Assert.Contains("**b** _i_ [l](https://evil.example)", l.GetProperty("text").GetString(), StringComparison.Ordinal));
        var mentions = lines.Where(l => Path.GetFileName(l.GetProperty("file").GetString())!.StartsWith("full-mention-alert.", StringComparison.Ordinal));
        Assert.All(mentions, l => Assert.Contains("<at>everyone</at> <script>", l.GetProperty("text").GetString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_card_fits_the_published_schema()
    {
        // The schema is not ours to ship; where it lies beside the repository it is checked against.
        var schema = Path.GetFullPath(Path.Combine(Repository.Root, "..", "shared", "schemas", "adaptive-card-1.5.json"));
        if (!File.Exists(schema))
        {
            output.WriteLine("The schema of Adaptive Cards 1.5 is not here: the cards were not checked against it.");
            Assert.False(File.Exists(schema));
            return;
        }

        // The published file lacks one word of version 1.5 that Teams and the renderers know: the style of a list that filters.
        WriteAll(json => json.Replace("\"style\":\"filtered\"", "\"style\":\"compact\"", StringComparison.Ordinal));
        var packages = await NodePackages.InstallAsync(Repository.TestPackages);
        var result = await packages.RunAsync("check-schema.mjs", [schema, folder]);
        Assert.Equal("", result.Errors);
        Assert.All(
            result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l).RootElement),
            l => Assert.True(l.GetProperty("ok").GetBoolean(), l.GetRawText()));
    }

    private void WriteAll(Func<string, string> change)
    {
        foreach (var (name, card) in Gallery.Cards)
        {
            File.WriteAllText(Path.Combine(folder, name + ".json"), change(Encoding.UTF8.GetString(card.ToUtf8Json().Span)));
        }
    }
}
