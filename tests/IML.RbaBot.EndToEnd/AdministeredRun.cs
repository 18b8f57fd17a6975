using System.Collections.Immutable;
using IML.RbaBot.AppHost;

namespace IML.RbaBot.EndToEnd;

/// <summary>Local runs whose focal point is administrator too, so that what only administrators see can be looked at.</summary>
internal static class AdministeredRun
{
    /// <param name="dataFolder">Of the run.</param>
    public static LocalRunOptions Options(string dataFolder) => LocalRunOptions.OnFreePorts(dataFolder) with
    {
        BotSettings = ImmutableDictionary<string, string>.Empty
            .Add("Roles__Administrators__0__Id", Personas.FocalPoint.EntraId.ToString())
            .Add("Roles__Administrators__0__Name", Personas.FocalPoint.Name),
    };

    /// <summary>The same, where nothing can be filed until somebody removes the file that stands in the export folder's place.</summary>
    /// <param name="dataFolder">Of the run.</param>
    public static LocalRunOptions WithoutFiling(string dataFolder)
    {
        var options = Options(dataFolder);
        File.WriteAllText(options.ExportFolder, "In the way.");
        return options with
        {
            BotSettings = options.BotSettings.Add("Dispatch__Attempts", "2").Add("Dispatch__FirstDelay", "00:00:01"),
        };
    }
}
