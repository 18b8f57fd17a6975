using System.Reflection;
using System.Xml.Linq;

namespace IML.RbaBot.Tests.Architecture;

/// <summary>References between the projects point one way (docs/decisions): the bot knows the rules and the protocol, they know nothing of it.</summary>
public sealed class ReferenceTests
{
    [Theory]
    [InlineData("IML.RbaBot.Domain", "")]
    [InlineData("IML.RbaBot.BotFramework", "")]
    [InlineData("IML.RbaBot", "IML.RbaBot.BotFramework,IML.RbaBot.Domain")]
    public void A_project_references_these_projects_and_no_other(string project, string references) =>
        Assert.Equal(references, string.Join(',', ReferencesOf(project, "ProjectReference").Select(Path.GetFileNameWithoutExtension).Order()));

    [Fact]
    public void The_rules_use_no_package_but_analysers()
    {
        var packages = ProjectFile("IML.RbaBot.Domain").Descendants("PackageReference").ToList();

        Assert.Equal(["Microsoft.CodeAnalysis.BannedApiAnalyzers"], packages.Select(p => p.Attribute("Include")?.Value));
        Assert.All(packages, p => Assert.Equal("all", p.Attribute("PrivateAssets")?.Value));
    }

    [Fact]
    public void The_compiled_rules_reference_nothing_but_the_platform() => Assert.All(
        Assembly.Load("IML.RbaBot.Domain").GetReferencedAssemblies(),
        a => Assert.StartsWith("System.", a.Name, StringComparison.Ordinal));

    [Fact]
    public void The_compiled_protocol_does_not_know_the_bot_or_its_rules() => Assert.DoesNotContain(
        Assembly.Load("IML.RbaBot.BotFramework").GetReferencedAssemblies(),
        a => a.Name!.StartsWith("IML.", StringComparison.Ordinal));

    private static IEnumerable<string> ReferencesOf(string project, string kind) =>
        ProjectFile(project).Descendants(kind).Select(r => r.Attribute("Include")!.Value.Replace('\\', '/'));

    private static XDocument ProjectFile(string project) =>
        XDocument.Load(Path.Combine(Root(), "src", project, project + ".csproj"));

    /// <summary>The folder of the solution, above the folder that the tests run in.</summary>
    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "IML.RbaBot.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests run outside the repository.");
    }
}
