using System.Text.Json;
using IML.RbaBot.AppHost;

namespace IML.RbaBot.Tests.LocalRun;

/// <summary>The tools that judge cards must themselves notice what is wrong with a card.</summary>
public sealed class TestToolsTests : IDisposable
{
    private const string Sound = """
        {"type":"AdaptiveCard","version":"1.5","body":[
          {"type":"TextBlock","text":"**Bold** [a link](https://example.org)","wrap":true},
          {"type":"RichTextBlock","inlines":[{"type":"TextRun","text":"<at>literal</at> **stars**"}]},
          {"type":"Input.Text","id":"B1.comment","label":"Comment"}],
         "actions":[{"type":"Action.Execute","id":"next","verb":"next","title":"Next","fallback":{"type":"Action.Submit","title":"Next"}}]}
        """;

    private const string Broken = """
        {"type":"AdaptiveCard","version":"1.5","body":[
          {"type":"TextBloc","text":"x"},
          {"type":"TextBlock","text":"x","colour":"good"},
          {"type":"Input.Text","id":"B1","isRequired":true}]}
        """;

    private readonly string folder = Directory.CreateTempSubdirectory("cards-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task The_renderer_shows_a_sound_card_as_a_person_reads_it()
    {
        var (exitCode, line) = await RunAsync("render-cards.mjs", Write(Sound));

        Assert.Equal(0, exitCode);
        Assert.Equal("Bold a link\n<at>literal</at> **stars**\nComment\nNext", line.GetProperty("text").GetString());
        Assert.Equal("https://example.org", Assert.Single(line.GetProperty("links").EnumerateArray()).GetString());
        Assert.Equal("B1.comment", Assert.Single(line.GetProperty("inputs").EnumerateArray()).GetString());
    }

    [Fact]
    public async Task The_renderer_warns_of_unknown_elements_and_of_required_inputs_without_label_or_message()
    {
        var (exitCode, line) = await RunAsync("render-cards.mjs", Write(Broken));

        Assert.Equal(1, exitCode);
        Assert.Equal(
            ["UnknownElementType", "RequiredInputsShouldHaveLabel", "RequiredInputsShouldHaveErrorMessage"],
            line.GetProperty("events").EnumerateArray().Select(warning => warning.GetProperty("event").GetString()));
    }

    [Fact]
    public async Task The_schema_check_says_where_and_what()
    {
        var schema = Path.Combine(folder, "schema.txt");
        await File.WriteAllTextAsync(schema, """
            {"$schema":"http://json-schema.org/draft-06/schema#","id":"http://example.org/card","anyOf":[{"$ref":"#/definitions/AdaptiveCard"}],"definitions":{
              "AdaptiveCard":{"properties":{"type":{"enum":["AdaptiveCard"]},"body":{"items":{"anyOf":[{"$ref":"#/definitions/TextBlock"},{"$ref":"#/definitions/Input.Text"}]}}}},
              "Input.Text":{"properties":{"type":{"enum":["Input.Text"]}},"required":["id"]},
              "TextBlock":{"properties":{"type":{"enum":["TextBlock"]},"text":{}},"additionalProperties":false}}}
            """);

        var (exitCode, line) = await RunAsync("check-schema.mjs", schema, Write(Broken));

        Assert.Equal(1, exitCode);
        Assert.Equal(
            ["/body/0/type is not a type of the schema", "/body/1 must NOT have additional properties"],
            line.GetProperty("errors").EnumerateArray().Select(error => $"{error.GetProperty("at")} {error.GetProperty("message")}"));
    }

    [Theory]
    [InlineData("render-cards.mjs")]
    [InlineData("check-schema.mjs")]
    public async Task A_file_that_cannot_be_read_is_an_error_of_its_own(string script)
    {
        var schema = Path.Combine(folder, "schema.txt");
        await File.WriteAllTextAsync(schema, "{}");
        var file = Write("no json");

        var (exitCode, line) = script == "check-schema.mjs" ? await RunAsync(script, schema, file) : await RunAsync(script, file);

        Assert.Equal(2, exitCode);
        Assert.False(line.GetProperty("ok").GetBoolean());
    }

    private static async Task<(int ExitCode, JsonElement Line)> RunAsync(string script, params string[] arguments)
    {
        var packages = await NodePackages.InstallAsync(Repository.TestPackages);
        var result = await packages.RunAsync(script, arguments);
        Assert.Equal("", result.Errors);
        return (result.ExitCode, JsonDocument.Parse(result.Output).RootElement);
    }

    private string Write(string card)
    {
        var path = Path.Combine(folder, "card.json");
        File.WriteAllText(path, card);
        return path;
    }
}
