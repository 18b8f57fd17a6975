using IML.RbaBot.AppHost;

namespace IML.RbaBot.EndToEnd;

/// <summary>A review from the claim to the decision, by two people in two browser windows.</summary>
public sealed class ReviewTests : IDisposable
{
    // A whole screening comes first.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(6);

    private readonly string folder = Directory.CreateTempSubdirectory("review-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [BrowserFact]
    public async Task A_screening_rated_C_is_claimed_returned_changed_submitted_again_and_cleared_with_a_condition()
    {
        var options = AdministeredRun.WithoutFiling(folder);
        await using var run = await LocalRun.StartAsync(options, progress: _ => { });

        var output = await Script.RunAsync(
            "review.mjs", Limit, run.Developer.Address.AbsoluteUri, run.FocalPoint.Address.AbsoluteUri, Script.Pictures, options.ExportFolder);

        Assert.Matches("\"reference\":\"RBA-[0-9A-Z]{4}-[0-9A-Z]{4}\"", output);
    }
}
