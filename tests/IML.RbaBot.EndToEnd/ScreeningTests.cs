using IML.RbaBot.AppHost;

namespace IML.RbaBot.EndToEnd;

/// <summary>The whole product as the local run starts it, driven by two people in two browser windows.</summary>
public sealed class ScreeningTests : IDisposable
{
    // Two slow cores that other tests use too; the screening itself takes a third of it.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    private readonly string folder = Directory.CreateTempSubdirectory("screening-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [BrowserFact]
    public async Task A_developer_screens_the_reception_centre_gets_B_and_the_focal_points_window_shows_the_alert()
    {
        await using var run = await LocalRun.StartAsync(AdministeredRun.Options(folder), progress: _ => { });

        var output = await Script.RunAsync(
            "screening.mjs", Limit, run.Developer.Address.AbsoluteUri, run.FocalPoint.Address.AbsoluteUri, Script.Pictures);

        Assert.Matches("\"reference\":\"RBA-[0-9A-Z]{4}-[0-9A-Z]{4}\"", output);
    }

    [BrowserTheory]
    [InlineData("fr")]
    [InlineData("es")]
    public async Task A_screening_is_done_in_another_language_and_no_English_is_left_on_any_card(string language)
    {
        await using var run = await LocalRun.StartAsync(AdministeredRun.WithoutFiling(folder), progress: _ => { });

        var output = await Script.RunAsync(
            "screening-in.mjs", Limit, language, run.Developer.Address.AbsoluteUri, run.FocalPoint.Address.AbsoluteUri, Script.Pictures);

        Assert.Matches("\"reference\":\"RBA-[0-9A-Z]{4}-[0-9A-Z]{4}\"", output);
    }
}
