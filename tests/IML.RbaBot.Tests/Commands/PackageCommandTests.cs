using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;
using IML.RbaBot.AppHost;
using IML.RbaBot.Commands;
using IML.RbaBot.Commands.Packaging;

namespace IML.RbaBot.Tests.Commands;

public sealed class PackageCommandTests : IDisposable
{
    private const string TeamsApp = "7b1d2a64-52f6-4c3c-8d55-0f4f9f4a1f10";
    private const string Bot = "3f0f6a0c-4c60-4c71-9d7f-6c5b0f4b7d21";

    private static readonly Dictionary<string, string?> Environment = new()
    {
        ["TEAMS_APP_ID"] = TeamsApp,
        ["BotFramework__AppId"] = Bot,
        ["BotFramework__TenantId"] = "9d0a4f7e-08a1-4f1b-8c53-1b7e6f1f0a33",
        ["PRIVACY_URL"] = "https://example.org/privacy",
        ["TERMS_OF_USE_URL"] = "https://example.org/terms?a=\"b\"",
    };

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_package_holds_the_filled_manifest_its_languages_and_icons_and_nothing_else()
    {
        var run = Run(Environment, "--output", Zip);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.StartsWith($"{Zip}: IML Rights Screening, version ", run.Output, StringComparison.Ordinal);
        Assert.Contains(", in en, fr, es; 5 files.", run.Output, StringComparison.Ordinal);
        using var zip = ZipFile.OpenRead(Zip);
        Assert.Equal(["color.png", "es.json", "fr.json", "manifest.json", "outline.png"], zip.Entries.Select(e => e.FullName));
        var manifest = JsonNode.Parse(Text(zip, "manifest.json"))!;
        Assert.Equal(TeamsApp, (string?)manifest["id"]);
        Assert.Equal(Bot, (string?)manifest["bots"]![0]!["botId"]);
        Assert.Equal("https://example.org/terms?a=\"b\"", (string?)manifest["developer"]!["termsOfUseUrl"]);
    }

    [Fact]
    public void An_argument_is_stronger_than_the_environment()
    {
        var run = Run(Environment, "--output", Zip, "--bot-app-id", TeamsApp);

        Assert.Equal(0, run.ExitCode);
        using var zip = ZipFile.OpenRead(Zip);
        Assert.Equal(TeamsApp, (string?)JsonNode.Parse(Text(zip, "manifest.json"))!["bots"]![0]!["botId"]);
    }

    [Fact]
    public void The_same_files_and_ids_give_the_same_bytes()
    {
        Run(Environment, "--output", Zip);
        var first = File.ReadAllBytes(Zip);
        Run(Environment, "--output", Zip);

        Assert.Equal(first, File.ReadAllBytes(Zip));
    }

    [Fact]
    public void Without_ids_every_one_that_is_missing_is_named_with_what_to_do_and_nothing_is_written()
    {
        var run = Run([], "--output", Zip);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains("TEAMS_APP_ID is missing: give --teams-app-id GUID, or set TEAMS_APP_ID in the environment.", run.Error, StringComparison.Ordinal);
        Assert.Contains("BOT_APP_ID is missing", run.Error, StringComparison.Ordinal);
        Assert.Contains("PRIVACY_URL is missing: give --privacy-url https://…", run.Error, StringComparison.Ordinal);
        Assert.Contains("manifest.json still holds the placeholder TERMS_OF_USE_URL", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Zip));
    }

    [Theory]
    [InlineData("--tenant-id", "iom.onmicrosoft.com", "TENANT_ID is “iom.onmicrosoft.com”, which is no id. An id is a GUID")]
    [InlineData("--bot-app-id", "{{BOT_APP_ID}}", "BOT_APP_ID is “{{BOT_APP_ID}}”, which is no id.")]
    [InlineData("--teams-app-id", "00000000-0000-0000-0000-000000000000", "TEAMS_APP_ID is “00000000-")]
    [InlineData("--privacy-url", "http://example.org", "PRIVACY_URL is “http://example.org”, which is no https address.")]
    [InlineData("--tenant", "x", "--tenant is no argument of package.")]
    [InlineData("--output", "app.txt", "Name the file to write: --output FILE.zip.")]
    [InlineData("--manifest", "/nowhere", "manifest.json is missing or cannot be read.")]
    public void A_value_that_cannot_be_right_is_refused_with_what_to_do(string argument, string value, string says)
    {
        var run = Run(Environment, "--output", Zip, argument, value);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains(says, run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Zip));
    }

    [Fact]
    public void An_argument_without_its_value_is_said_with_the_usage()
    {
        var run = Run(Environment, "--output");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("--output needs a value after it.", run.Error, StringComparison.Ordinal);
        Assert.Contains("Usage: package --output FILE.zip", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_placeholder_a_missing_translation_a_foreign_one_and_a_wrong_icon_are_all_said_at_once()
    {
        var manifest = CopyOfManifest();
        Change("manifest.json", "IML Unit, IOM", "{{UNIT}}");
        Change("fr.json", "\"name.short\"", "\"name.shorter\"");
        File.Copy(Path.Combine(manifest, "color.png"), Path.Combine(manifest, "outline.png"), overwrite: true);
        File.WriteAllText(Path.Combine(manifest, "es.json"), "{");

        var run = Run(Environment, "--output", Zip, "--manifest", manifest);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("still holds the placeholder UNIT: give its value as --unit", run.Error, StringComparison.Ordinal);
        Assert.Contains("fr.json has no text for name.short: add it.", run.Error, StringComparison.Ordinal);
        Assert.Contains("fr.json translates name.shorter, which is not in manifest.json", run.Error, StringComparison.Ordinal);
        Assert.Contains("outline.png must be a PNG file of 32 × 32 pixels.", run.Error, StringComparison.Ordinal);
        Assert.Contains("es.json cannot be read as JSON", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Zip));
    }

    /// <summary>Microsoft's own schemas, from npm; the newest that is published, and one that old tenants know.</summary>
    [Theory]
    [InlineData("1.30")]
    [InlineData("1.19")]
    public async Task The_package_is_valid_by_the_official_schemas(string version)
    {
        Run(Environment, "--output", Zip);
        var unpacked = Path.Combine(folder.Name, "unpacked");
        ZipFile.ExtractToDirectory(Zip, unpacked);
        var manifest = Path.Combine(unpacked, "manifest.json");
        var packages = await NodePackages.InstallAsync(Repository.TestPackages);
        var schemas = Path.Combine(packages.Folder, "node_modules/@microsoft/app-manifest/build/json-schemas/teams", $"v{version}");
        File.WriteAllText(manifest, File.ReadAllText(manifest).Replace("1.30", version, StringComparison.Ordinal));

        var checks = new[]
        {
            await packages.RunAsync("check-schema.mjs", [Path.Combine(schemas, "MicrosoftTeams.schema.json"), manifest]),
            await packages.RunAsync("check-schema.mjs", [Path.Combine(schemas, "MicrosoftTeams.Localization.schema.json"), Path.Combine(unpacked, "fr.json"), Path.Combine(unpacked, "es.json")]),
        };

        Assert.All(checks, check => Assert.Equal((0, ""), (check.ExitCode, check.Errors)));
        Assert.Equal(3, checks.Sum(check => check.Output.Split("\"ok\":true").Length - 1));
    }

    [Fact]
    public async Task The_official_schema_refuses_what_it_should()
    {
        var manifest = CopyOfManifest();
        Change("manifest.json", "\"IML Rights Screening\"", "\"A name that is much longer than thirty characters\"");
        var packages = await NodePackages.InstallAsync(Repository.TestPackages);
        var schema = packages.Script("@microsoft", "app-manifest", "build", "json-schemas", "teams", "v1.30", "MicrosoftTeams.schema.json");

        var check = await packages.RunAsync("check-schema.mjs", [schema, Path.Combine(manifest, "manifest.json")]);

        Assert.Equal(1, check.ExitCode);
    }

    [Fact]
    public void Teams_rules_that_no_schema_states_hold()
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(PackageArguments.ShippedFolder, "manifest.json")));
        var root = document.RootElement;
        var lists = root.GetProperty("bots")[0].GetProperty("commandLists").EnumerateArray().ToList();

        Assert.All(lists, list => Assert.InRange(list.GetProperty("commands").GetArrayLength(), 1, 10));
        Assert.Equal(["groupChat", "personal", "team"], lists.Select(list => Assert.Single(list.GetProperty("scopes").EnumerateArray()).GetString()).Order());
        Assert.Empty(root.GetProperty("validDomains").EnumerateArray());
        Assert.False(root.TryGetProperty("webApplicationInfo", out _));
        Assert.False(root.TryGetProperty("authorization", out _));
        Assert.Equal(["identity", "messageTeamMembers"], root.GetProperty("permissions").EnumerateArray().Select(p => p.GetString()));
    }

    private string Zip => Path.Combine(folder.Name, "app.zip");

    private static CommandRun Run(Dictionary<string, string?> environment, params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var code = PackageCommand.Run(args, output, error, name => environment.GetValueOrDefault(name));
        return new CommandRun(code, output.ToString(), error.ToString());
    }

    private static string Text(ZipArchive zip, string name)
    {
        using var reader = new StreamReader(zip.GetEntry(name)!.Open());
        return reader.ReadToEnd();
    }

    private string CopyOfManifest()
    {
        foreach (var file in Directory.GetFiles(PackageArguments.ShippedFolder))
        {
            File.Copy(file, Path.Combine(folder.Name, Path.GetFileName(file)), overwrite: true);
        }

        return folder.Name;
    }

    private void Change(string file, string from, string to)
    {
        var path = Path.Combine(folder.Name, file);
        var before = File.ReadAllText(path);
        Assert.Contains(from, before, StringComparison.Ordinal);
        File.WriteAllText(path, before.Replace(from, to, StringComparison.Ordinal));
    }
}
