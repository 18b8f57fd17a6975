namespace IML.RbaBot.Tests.Turns;

/// <summary>Gives roles to people of a scenario, as the configuration does.</summary>
internal static class RoleSettings
{
    /// <param name="settings">The configuration.</param>
    /// <param name="place">The role and a number: <c>Administrators:0</c>.</param>
    /// <param name="name">As <see cref="Scenario.Person"/> takes it.</param>
    /// <param name="surname">What else they are called in the roster.</param>
    public static void Give(this Dictionary<string, string> settings, string place, string name, string? surname = null)
    {
        settings[$"Roles:{place}:Id"] = ChattingPerson.IdOf(name);
        settings[$"Roles:{place}:Name"] = surname is null ? name : $"{name} {surname}";
    }
}
