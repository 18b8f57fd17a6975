using System.Text.Encodings.Web;
using System.Text.Json;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Storage;

namespace IML.RbaBot.Commands;

/// <summary>
/// <c>person export ID</c> prints everything stored of a person; <c>person forget ID --role TEXT --asked-by TEXT</c> puts a role in their place and
/// keeps the audit. Works on the bot's own storage, with the bot's settings.
/// </summary>
internal static class PersonCommand
{
    private const string RoleArgument = "--role";
    private const string AskedByArgument = "--asked-by";
    private const string KeepArgument = "--keep-drafts";
    private const int LongestRole = 80;
    private const int LongestAskedBy = 200;

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

        var ((role, askedBy), keeps, settings) = Split(rest);
        if (verb == "forget" && (string.IsNullOrWhiteSpace(role) || role.Length > LongestRole))
        {
            return Say(error, texts.Fill("person.role", LongestRole));
        }

        if (verb == "forget" && (string.IsNullOrWhiteSpace(askedBy) || askedBy.Length > LongestAskedBy))
        {
            return Say(error, texts.Fill("person.askedBy", LongestAskedBy));
        }

        try
        {
            await using var bot = Composition.Compose([.. settings, .. Quiet]);
            var records = new PersonRecords(bot.Services.GetRequiredService<StorageClients>());
            return verb == "export"
                ? await ExportAsync(records, person, output, cancellationToken)
                : await ForgetAsync(
                    records, new Request(person, role!.Trim(), askedBy!.Trim(), keeps, bot.Services.GetRequiredService<TimeProvider>().GetUtcNow()), texts, output, error, cancellationToken);
        }
        catch (StartProblemsException problems)
        {
            return CommandLine.CannotStart(problems.Problems, error);
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
        PersonRecords records, Request request, CommandTexts texts, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        var open = request.KeepsDrafts ? [] : await records.OpenAsync(request.Person, cancellationToken);
        if (open.Count > 0)
        {
            return Say(error, texts.Fill("person.open", string.Join(", ", open)));
        }

        try
        {
            var (changed, deleted) = await records.ForgetAsync(request.Person, request.Role, request.AskedBy, request.At, cancellationToken);
            await output.WriteLineAsync(texts.Fill(changed + deleted == 0 ? "person.nothing" : "person.forgotten", changed, deleted, request.Role));
            return CommandLine.Good;
        }
        catch (ArgumentException)
        {
            return Say(error, texts["person.named"]);
        }
    }

    private static ((string? Role, string? AskedBy) Given, bool Keeps, string[] Settings) Split(string[] rest)
    {
        var left = rest.ToList();
        var given = (Take(RoleArgument), Take(AskedByArgument));
        var keeps = left.Remove(KeepArgument);
        return (given, keeps, [.. left]);

        string? Take(string argument)
        {
            var at = left.IndexOf(argument);
            var value = at >= 0 && at + 1 < left.Count ? left[at + 1] : null;
            if (at >= 0)
            {
                left.RemoveRange(at, value is null ? 1 : 2);
            }

            return value;
        }
    }

    /// <summary>What is asked for.</summary>
    private sealed record Request(PersonId Person, string Role, string AskedBy, bool KeepsDrafts, DateTimeOffset At);

    private static int Say(TextWriter error, string text)
    {
        error.WriteLine(text);
        return CommandLine.Bad;
    }
}
