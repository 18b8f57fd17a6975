using System.Buffers;
using System.Text.Json;

namespace IML.RbaBot.AppHost;

/// <summary>
/// The configuration file of a Playground, written as JSON, which is YAML too. Its built-in one has ids that are no valid GUIDs
/// and knows one person, who would be the same in both Playgrounds.
/// </summary>
internal static class PlaygroundConfiguration
{
    /// <param name="speaker">Who types; everybody else of the local run is a colleague.</param>
    /// <param name="name">Makes the ids of conversations differ between two Playgrounds that talk to one bot.</param>
    public static byte[] Write(Persona speaker, string name)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteString("version", "0.1.1");
            json.WriteString("tenantId", Personas.TenantId);
            json.WriteStartObject("bot");
            json.WriteString("id", Personas.BotId);
            json.WriteString("name", Personas.BotName);
            json.WriteEndObject();
            json.WritePropertyName("currentUser");
            WritePerson(json, speaker);
            json.WriteStartArray("users");
            foreach (var person in Personas.Everybody.Where(person => person != speaker))
                WritePerson(json, person);
            json.WriteEndArray();
            json.WriteStartObject("personalChat");
            json.WriteString("id", $"a:rba-local-{name}");
            json.WriteEndObject();
            json.WriteStartObject("groupChat");
            json.WriteString("id", $"19:rba-local-group-{name}@thread.v2");
            json.WriteString("name", "Project group");
            json.WriteEndObject();
            json.WriteStartObject("team");
            json.WriteString("id", $"19:rba-local-team-{name}@thread.tacv2");
            json.WriteString("name", Personas.TeamName);
            json.WriteString("aadGroupId", Personas.TeamGroupId);
            json.WriteStartArray("channels");
            json.WriteStartObject();
            json.WriteString("id", $"19:rba-local-alerts-{name}@thread.tacv2");
            json.WriteString("name", Personas.AlertsChannelName);
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void WritePerson(Utf8JsonWriter json, Persona person)
    {
        json.WriteStartObject();
        json.WriteString("id", person.ChannelId);
        json.WriteString("name", person.Name);
        json.WriteString("userPrincipleName", person.Mail);
        json.WriteString("aadObjectId", person.EntraId);
        json.WriteString("givenName", person.GivenName);
        json.WriteString("surname", person.Surname);
        json.WriteString("email", person.Mail);
        json.WriteEndObject();
    }
}
