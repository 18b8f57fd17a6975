using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using IML.RbaBot.AppHost;

namespace IML.RbaBot.Tests.Infrastructure;

/// <summary>What must be true of the deployment whatever the parameters are, read from the compiled template.</summary>
public sealed partial class TemplateTests(CompiledTemplates templates) : IClassFixture<CompiledTemplates>
{
    private const string TableDataContributor = "0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3";
    private const string QueueDataContributor = "974c5e8b-45b9-4653-ba55-5f855dd0fb88";
    private const string MetricsPublisher = "3913510d-42f4-4e42-8a64-420c390055eb";

    [BicepFact]
    public async Task The_templates_compile_and_lint_without_a_single_complaint()
    {
        Assert.Equal("", templates.Diagnostics);
        Assert.Equal("", (await CompiledTemplates.BicepAsync("lint", "main.bicep")).Diagnostics);
        var (parameters, diagnostics) = await CompiledTemplates.BicepAsync("build-params", "main.bicepparam", "--stdout");
        Assert.Equal("", diagnostics);
        Assert.Contains("environmentName", parameters, StringComparison.Ordinal);
    }

    [BicepFact]
    public void Every_parameter_is_documented_in_the_template_and_in_the_readme()
    {
        var readme = File.ReadAllText(Path.Combine(Repository.Root, "infra", "README.md"));

        Assert.NotEmpty(templates.Parameters.EnumerateObject());
        Assert.All(templates.Parameters.EnumerateObject(), parameter =>
        {
            Assert.NotEqual("", parameter.Value.GetProperty("metadata").GetProperty("description").GetString());
            Assert.Contains($"| `{parameter.Name}` |", readme, StringComparison.Ordinal);
        });
    }

    [BicepFact]
    public void Storage_opens_to_no_key_and_to_nothing_but_tls_1_2_and_newer()
    {
        var properties = Only("Microsoft.Storage/storageAccounts").GetProperty("properties");

        Assert.False(properties.GetProperty("allowSharedKeyAccess").GetBoolean());
        Assert.False(properties.GetProperty("allowBlobPublicAccess").GetBoolean());
        Assert.False(properties.GetProperty("allowCrossTenantReplication").GetBoolean());
        Assert.False(properties.GetProperty("isLocalUserEnabled").GetBoolean());
        Assert.True(properties.GetProperty("supportsHttpsTrafficOnly").GetBoolean());
        Assert.Equal("TLS1_2", properties.GetProperty("minimumTlsVersion").GetString());
        Assert.Single(templates.OfType("Microsoft.Storage/storageAccounts/tableServices"));
        Assert.Single(templates.OfType("Microsoft.Storage/storageAccounts/queueServices"));
    }

    [BicepFact]
    public void Only_the_bots_identity_gets_roles_and_only_those_on_tables_queues_and_its_own_telemetry()
    {
        var assignments = templates.OfType("Microsoft.Authorization/roleAssignments").ToList();

        Assert.Equal(2, assignments.Count);
        Assert.All(assignments, assignment =>
        {
            Assert.Equal("[parameters('principalId')]", assignment.GetProperty("properties").GetProperty("principalId").GetString());
            Assert.Equal("ServicePrincipal", assignment.GetProperty("properties").GetProperty("principalType").GetString());
            Assert.Matches(@"Microsoft\.Storage/storageAccounts|Microsoft\.Insights/components", assignment.GetProperty("scope").GetString());
        });
        Assert.Equal(
            [TableDataContributor, MetricsPublisher, QueueDataContributor],
            RoleIds().Distinct().OrderBy(id => id));
        Assert.All(
            templates.Resources.Where(r => HasParameter(r, "principalId")),
            module => Assert.Matches(@"reference\('identity'.*\)\.principalId", module.GetProperty("properties").GetProperty("parameters").GetProperty("principalId").GetRawText()));
    }

    [BicepFact]
    public void The_web_app_is_always_on_watched_reached_by_https_alone_and_takes_no_ftp_and_no_password()
    {
        var app = Only("Microsoft.Web/sites");
        var site = app.GetProperty("properties").GetProperty("siteConfig");

        Assert.True(app.GetProperty("properties").GetProperty("httpsOnly").GetBoolean());
        Assert.Equal("UserAssigned", app.GetProperty("identity").GetProperty("type").GetString());
        Assert.Equal("DOTNETCORE|10.0", site.GetProperty("linuxFxVersion").GetString());
        Assert.True(site.GetProperty("alwaysOn").GetBoolean());
        Assert.Equal("/readyz", site.GetProperty("healthCheckPath").GetString());
        Assert.Equal("1.2", site.GetProperty("minTlsVersion").GetString());
        Assert.Equal("1.2", site.GetProperty("scmMinTlsVersion").GetString());
        Assert.Equal("Disabled", site.GetProperty("ftpsState").GetString());
        Assert.False(site.GetProperty("remoteDebuggingEnabled").GetBoolean());
        Assert.All(
            templates.OfType("Microsoft.Web/sites/basicPublishingCredentialsPolicies"),
            policy => Assert.False(policy.GetProperty("properties").GetProperty("allow").GetBoolean()));
        Assert.Equal(2, templates.OfType("Microsoft.Web/sites/basicPublishingCredentialsPolicies").Count());
    }

    /// <summary>azd calls a plain <c>dotnet publish -c Release</c>; the program that it then puts on the host has no .NET beside it that is its own.</summary>
    [BicepFact]
    public void What_azd_deploys_is_what_the_profile_makes_and_is_started_as_the_program_that_it_is()
    {
        var azd = File.ReadAllText(Path.Combine(Repository.Root, "azure.yaml"));
        var project = XDocument.Load(Path.Combine(Repository.Root, "src/IML.RbaBot/IML.RbaBot.csproj"));
        var profile = project.Descendants("PublishProfile").Single();
        var published = XDocument.Load(Path.Combine(Repository.Root, $"src/IML.RbaBot/Properties/PublishProfiles/{profile.Value}.pubxml"));

        Assert.Matches(@"(?m)^  bot:\n    project: \./src/IML\.RbaBot\n    language: dotnet\n    host: appservice$", azd);
        Assert.Equal("'$(_IsPublishing)' == 'true' and '$(PublishProfile)' == ''", profile.Attribute("Condition")!.Value);
        Assert.All((string[])["SelfContained", "PublishReadyToRun", "PublishReadyToRunComposite"], name => Assert.Equal("true", Setting(name)));
        Assert.Equal("linux-x64", Setting("RuntimeIdentifier"));
        Assert.Equal("./IML.RbaBot", Only("Microsoft.Web/sites").GetProperty("properties").GetProperty("siteConfig").GetProperty("appCommandLine").GetString());

        string Setting(string name) => published.Descendants(name).Single().Value;
    }

    [BicepFact]
    public void The_plan_runs_on_linux_and_at_least_two_instances_are_possible()
    {
        var plan = Only("Microsoft.Web/serverfarms");
        var instances = templates.Parameters.GetProperty("instances");

        Assert.True(plan.GetProperty("properties").GetProperty("reserved").GetBoolean());
        Assert.Equal("[parameters('instances')]", plan.GetProperty("sku").GetProperty("capacity").GetString());
        Assert.Equal(2, instances.GetProperty("defaultValue").GetInt32());
        Assert.Equal(10, instances.GetProperty("maxValue").GetInt32());
        Assert.DoesNotContain("F1", templates.Parameters.GetProperty("planSku").GetProperty("allowedValues").EnumerateArray().Select(v => v.GetString()));
    }

    [BicepFact]
    public void The_azure_bot_is_the_managed_identity_and_has_the_teams_channel_alone()
    {
        var properties = Only("Microsoft.BotService/botServices").GetProperty("properties");
        var channel = Only("Microsoft.BotService/botServices/channels");

        Assert.Equal("UserAssignedMSI", properties.GetProperty("msaAppType").GetString());
        Assert.Equal("[parameters('identityId')]", properties.GetProperty("msaAppMSIResourceId").GetString());
        Assert.True(properties.GetProperty("disableLocalAuth").GetBoolean());
        Assert.Equal("MsTeamsChannel", channel.GetProperty("properties").GetProperty("channelName").GetString());
    }

    [BicepFact]
    public void Telemetry_is_taken_in_by_identity_alone_and_kept_for_a_bounded_time()
    {
        var workspace = Only("Microsoft.OperationalInsights/workspaces").GetProperty("properties");

        Assert.True(Only("Microsoft.Insights/components").GetProperty("properties").GetProperty("DisableLocalAuth").GetBoolean());
        Assert.True(workspace.GetProperty("features").GetProperty("disableLocalAuth").GetBoolean());
        Assert.Equal("[parameters('retentionDays')]", workspace.GetProperty("retentionInDays").GetString());
    }

    [BicepFact]
    public void Undeliverable_messages_failed_health_and_failing_turns_raise_an_alert()
    {
        var query = Only("Microsoft.Insights/scheduledQueryRules").GetProperty("properties");
        var metrics = templates.OfType("Microsoft.Insights/metricAlerts")
            .SelectMany(alert => alert.GetProperty("properties").GetProperty("criteria").GetProperty("allOf").EnumerateArray())
            .Select(criterion => criterion.GetProperty("metricName").GetString());

        Assert.Contains("\"undeliverable\"", query.GetProperty("criteria").GetProperty("allOf")[0].GetProperty("query").GetString(), StringComparison.Ordinal);
        Assert.Equal(["HealthCheckStatus", "Http5xx"], metrics.Order());
        Assert.All(
            templates.OfType("Microsoft.Insights/metricAlerts").Append(Only("Microsoft.Insights/scheduledQueryRules")),
            alert => Assert.True(alert.GetProperty("properties").GetProperty("enabled").GetBoolean()));
    }

    /// <summary>A setting whose name is mistyped is silently ignored by the bot: each must be one that appsettings.json documents.</summary>
    [BicepFact]
    public void Every_setting_of_the_bot_that_the_template_makes_is_one_that_the_bot_knows()
    {
        using var documented = JsonDocument.Parse(
            File.ReadAllBytes(Path.Combine(Repository.Root, "src/IML.RbaBot/appsettings.json")),
            new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        var settings = Only("Microsoft.Web/sites/config").GetRawText();
        var names = Setting().Matches(settings).Select(m => m.Groups[1].Value).Append("BotFramework__AllowedTenants").ToList();

        Assert.Equal(
            ["BotFramework__AllowedTenants", "BotFramework__AppId", "BotFramework__AppType", "BotFramework__TenantId", "Mail__ManagedIdentityClientId", "SharePoint__ClientId", "Storage__AccountName", "Storage__ManagedIdentityClientId", "Unit__ContactAddress"],
            names.Order());
        Assert.All(names, name =>
        {
            var (section, key) = (name.Split("__")[0], name.Split("__")[1]);
            Assert.True(documented.RootElement.GetProperty(section).TryGetProperty(key, out _), name);
        });
        Assert.DoesNotMatch("(?i)(password|secret|accountkey|connectionstring')", settings);
    }

    private JsonElement Only(string type) => Assert.Single(templates.OfType(type));

    private static bool HasParameter(JsonElement resource, string name) =>
        resource.GetProperty("type").GetString() == "Microsoft.Resources/deployments"
        && resource.GetProperty("properties").TryGetProperty("parameters", out var parameters)
        && parameters.TryGetProperty(name, out _);

    private IEnumerable<string> RoleIds() =>
        templates.OfType("Microsoft.Resources/deployments")
            .Select(module => module.GetProperty("properties").GetProperty("template"))
            .Where(template => template.TryGetProperty("variables", out _))
            .SelectMany(template => RoleId().Matches(template.GetProperty("variables").GetRawText()))
            .Select(match => match.Value);

    [GeneratedRegex(@"'([A-Z][A-Za-z]+__[A-Z][A-Za-z]+)'")]
    private static partial Regex Setting();

    [GeneratedRegex(@"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")]
    private static partial Regex RoleId();
}
