using System.Text.Encodings.Web;
using System.Text.Json;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Storage;
using Microsoft.Extensions.Options;

namespace IML.RbaBot.Commands;

/// <summary>
/// <c>person export ID</c> prints everything stored of a person; <c>person forget ID --role TEXT</c> puts a role in their place and
/// keeps the audit. Works on the bot's own storage, with the bot's settings.
/// </summary>
internal static class PersonCommand
{
    private const string RoleArgument = "--role";
    private const string KeepArgument = "--keep-drafts";
    private const int LongestRole = 80;

    private static readonly string[] Quiet = ["--Logging:LogLevel:Default=None", "--Logging:LogLevel:Microsoft.AspNetCore=None"];
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <returns>0, or 2 when something is wrong or stands in the way.</returns>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        var texts = CommandTexts.Load();
        if (args is not [("export" or "forget") and var verb, var id, .. var rest])
        {
            return Say(error, texts["usage.person"]);
        }

        if (PersonId.Parse(id) is not { } person)
        {
            return Say(error, texts.Fill("person.notId", id));
        }

        var (role, keeps, settings) = Split(rest);
        if (verb == "forget" && (string.IsNullOrWhiteSpace(role) || role.Length > LongestRole))
        {
            return Say(error, texts.Fill("person.role", LongestRole));
        }

        try
        {
            await using var bot = Composition.Compose([.. settings, .. Quiet]);
            bot.Services.GetRequiredService<IStartupValidator>().Validate();
            var records = new PersonRecords(bot.Services.GetRequiredService<StorageClients>());
            return verb == "export"
                ? await ExportAsync(records, person, output, cancellationToken)
                : await ForgetAsync(records, person, role!.Trim(), keeps, texts, output, error, cancellationToken);
        }
        catch (StartProblemsException problems)
        {
            return CommandLine.CannotStart(problems.Problems, error);
        }
        catch (OptionsValidationException problems)
        {
            return CommandLine.CannotStart(problems.Failures, error);
        }
        catch (StorageUnavailableException away)
        {
            return Say(error, texts.Fill("person.storageAway", away.Message));
        }
    }

    private static async Task<int> ExportAsync(PersonRecords records, PersonId person, TextWriter output, CancellationToken cancellationToken)
    {
        var found = await records.ExportAsync(person, cancellationToken);
        await output.WriteLineAsync(found.ToJsonString(Readable));
        return CommandLine.Good;
    }

    private static async Task<int> ForgetAsync(
        PersonRecords records, PersonId person, string role, bool keeps, CommandTexts texts, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        var open = keeps ? [] : await records.OpenAsync(person, cancellationToken);
        if (open.Count > 0)
        {
            return Say(error, texts.Fill("person.open", string.Join(", ", open)));
        }

        var (changed, deleted) = await records.ForgetAsync(person, role, cancellationToken);
        await output.WriteLineAsync(texts.Fill(changed + deleted == 0 ? "person.nothing" : "person.forgotten", changed, deleted, role));
        return CommandLine.Good;
    }

    private static (string? Role, bool Keeps, string[] Settings) Split(string[] rest)
    {
        var at = Array.IndexOf(rest, RoleArgument);
        var role = at >= 0 && at + 1 < rest.Length ? rest[at + 1] : null;
        var settings = rest.Where((a, i) => a != KeepArgument && (at < 0 || (i != at && i != at + 1)));
        return (role, rest.Contains(KeepArgument), [.. settings]);
    }

    private static int Say(TextWriter error, string text)
    {
        error.WriteLine(text);
        return CommandLine.Bad;
    }
}
