using IML.RbaBot.Commands;
using IML.RbaBot.Tests.Stores;

namespace IML.RbaBot.Tests.Commands;

/// <summary>The doctor tries each link, says for each that is broken what to do, and leaves nothing behind.</summary>
[Collection(AzuriteTests.Name)]
public sealed class DoctorCommandTests(AzuriteFixture azurite)
{
    private const string FocalPoint = "11111111-1111-4111-8111-111111111111";

    private string[] Settings => [.. Development, $"--Storage:ConnectionString={azurite.ConnectionString}"];

    private static string[] Development =>
    [
        "--environment=Development", "--BotFramework:AuthenticationOff=true", "--Storage:Prefix=doctor",
        $"--Roles:FocalPoints:0:Id={FocalPoint}", "--Roles:FocalPoints:0:Name=Amina Focal",
    ];

    [Fact]
    public async Task Storage_that_works_is_said_to_and_a_focal_point_who_never_wrote_is_broken()
    {
        var (code, output) = await RunAsync(Settings);

        Assert.Equal(2, code);
        Assert.StartsWith("works   Settings and files, for the environment Development.\nworks   Tables: rows were written, read and deleted.\nworks   Clock: within ", output, StringComparison.Ordinal);
        Assert.Contains("\nworks   Queue: a message was put and taken back.\n", output, StringComparison.Ordinal);
        Assert.Contains(
            "\nBROKEN  Focal point Amina Focal: has not written to the bot yet, so it cannot write first.\n        What to do: Ask Amina Focal to install the app",
            output,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_where_nothing_listens_is_said_for_tables_and_queue_each_and_hides_nothing_else()
    {
        var dead = System.Text.RegularExpressions.Regex.Replace(azurite.ConnectionString, @"127\.0\.0\.1:\d+", "127.0.0.1:1");

        var (code, output) = await RunAsync([.. Development, $"--Storage:ConnectionString={dead}"]);

        Assert.Equal(2, code);
        Assert.Contains("BROKEN  Tables: Connection refused", output, StringComparison.Ordinal);
        Assert.Contains("BROKEN  Queue: Connection refused", output, StringComparison.Ordinal);
        Assert.Contains("start Azurite with the AppHost", output, StringComparison.Ordinal);
        Assert.Contains("note    Focal points: could not be looked up", output, StringComparison.Ordinal);
        Assert.Contains("works   Languages: en", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_results_are_filed_is_written_to_and_a_place_that_takes_nothing_is_broken()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("occupied", "not a folder");

        var (_, good) = await RunAsync([.. Settings, $"--Export:Folder={folder.Name}"]);
        var (code, bad) = await RunAsync([.. Settings, $"--Export:Folder={file}"]);

        var probe = Path.Combine(folder.Name, "Restricted", "installation-check.txt");
        Assert.Contains($"works   Filing: a file was written and read back: {probe}\n", good, StringComparison.Ordinal);
        Assert.StartsWith("Written by the rights screening bot's installation check", File.ReadAllText(probe), StringComparison.Ordinal);
        Assert.Equal(2, code);
        Assert.Contains(
            "BROKEN  Filing: the folder for documents cannot be written to.\n        What to do: Check Export:Folder", bad, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_key_is_told_from_an_account_that_is_away()
    {
        var wrong = azurite.ConnectionString.Replace("AccountKey=Eby8", "AccountKey=AAAA", StringComparison.Ordinal);
        Assert.NotEqual(wrong, azurite.ConnectionString);

        var (code, output) = await RunAsync([.. Development, $"--Storage:ConnectionString={wrong}"]);

        Assert.Equal(2, code);
        Assert.Contains("BROKEN  Tables: 403", output, StringComparison.Ordinal);
        Assert.Contains("Storage Table Data Contributor", output, StringComparison.Ordinal);
        Assert.Contains("Storage Queue Data Contributor", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--Storage:ConnectionString=nonsense", "Storage:ConnectionString cannot be read")]
    [InlineData("--Roles:FocalPoints:0:Id=amina", "Roles:FocalPoints: 'amina' is not an Entra object id (a GUID).")]
    [InlineData("--Unit:ContactAddress=nobody", "ContactAddress")]
    [InlineData("--environment=Production", "Storage:ConnectionString names development storage or a plain http address.")]
    public async Task Settings_with_which_the_bot_would_not_start_are_all_listed_with_what_to_do(string setting, string says)
    {
        var (code, output) = await RunAsync([.. Settings, setting]);

        Assert.Equal(2, code);
        Assert.StartsWith("BROKEN  Settings and files: the bot would not start", output, StringComparison.Ordinal);
        Assert.Contains(says, output, StringComparison.Ordinal);
        Assert.Contains("        What to do: mend each of these", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_of_several_sections_that_are_wrong_are_listed_all_at_once()
    {
        var (code, output) = await RunAsync(
            ["--environment=Production", "--Roles:FocalPoints:0:Id=amina", "--Unit:ContactAddress=nobody", "--SharePoint:SiteUrl=http://contoso"]);

        Assert.Equal(2, code);
        Assert.All(
            (string[])["set exactly one of Storage:AccountName", "SharePoint:SiteUrl must be", "'amina' is not an Entra object id", "ContactAddress", "BotFramework:AppId must be"],
            says => Assert.Contains(says, output, StringComparison.Ordinal));
    }

    private static async Task<(int? Code, string Output)> RunAsync(string[] settings)
    {
        using var output = new StringWriter { NewLine = "\n" };
        var code = await CommandLine.RunOnStorageAsync(["doctor", .. settings], output, TextWriter.Null);
        return (code, output.ToString());
    }
}
