using HubChantier.Backup.Settings;

namespace HubChantier.Backup.UnitTests.Settings;

[InEnglish]
public sealed class S3SettingsTests
{
    [Theory]
    [InlineData("https://s3.fr-par.scw.cloud", "fr-par")]
    [InlineData("https://hub.s3.nl-ams.scw.cloud/", "nl-ams")]
    [InlineData("https://S3.PL-WAW.SCW.CLOUD:443", "pl-waw")]
    [InlineData("https://s3.gra.io.cloud.ovh.net", "gra")]
    [InlineData("https://s3.gra.perf.cloud.ovh.net", "gra")]
    [InlineData("https://s3.sbg.cloud.ovh.net", "sbg")]
    [InlineData("https://s3.eu-west-par.io.cloud.ovh.net", "eu-west-par")]
    [InlineData("https://s3.us-east-va.io.cloud.ovh.us", "us-east-va")]
    [InlineData("https://s3.eu-west-3.amazonaws.com", "eu-west-3")]
    [InlineData("https://s3-eu-west-1.amazonaws.com", "eu-west-1")]
    [InlineData("https://s3.dualstack.us-gov-west-1.amazonaws.com", "us-gov-west-1")]
    [InlineData("https://s3-fips.dualstack.us-east-2.amazonaws.com", "us-east-2")]
    [InlineData("https://bucket.vpce-1a2b-3c4d.s3.us-east-1.vpce.amazonaws.com", "us-east-1")]
    [InlineData("https://s3.cn-north-1.amazonaws.com.cn", "cn-north-1")]
    [InlineData("https://s3.amazonaws.com", null)]
    [InlineData("https://s3-accelerate.amazonaws.com", null)]
    [InlineData("http://localhost:9000", null)]
    [InlineData("https://s3.fr-par.scw.cloud.example", null)]
    [InlineData("https://xs3.fr-par.scw.cloud", null)]
    public void A_known_service_s_address_names_its_region(string address, string? region)
    {
        BackupSettings settings = new World().With("EndpointUrl", address).Resolve();
        Assert.Equal(region, settings.Region);
        Assert.Equal((region, HubSettingOrigin.Default), (Shown(settings, "Region").Value, Shown(settings, "Region").Origin));
    }

    [Fact]
    public void A_region_that_contradicts_the_address_is_an_error_that_names_both()
        => Assert.Equal(
            "AWS_REGION (environment) is 'eu-west-3' and S3_ENDPOINT_URL (/srv/hub/.env, line 1) is 'https://s3.fr-par.scw.cloud', "
            + "which contradict each other: this service's region is fr-par.",
            new World().InEnvironment("AWS_REGION", "eu-west-3").InFile("S3_ENDPOINT_URL=https://s3.fr-par.scw.cloud").Fault());

    [Theory]
    [InlineData("https://s3.gra.io.cloud.ovh.net", "sbg")]
    [InlineData("https://s3.eu-west-3.amazonaws.com", "eu-west-1")]
    public void So_it_is_for_every_known_service(string address, string region)
        => Assert.Contains($"'{region}'", new World().With("EndpointUrl", address).With("Region", region).Fault(), StringComparison.Ordinal);

    [Fact]
    public void A_region_that_agrees_is_taken_in_any_case_and_one_of_an_unknown_service_as_it_is()
    {
        Assert.Equal("gra", new World().With("EndpointUrl", "https://s3.gra.io.cloud.ovh.net").With("Region", "GRA").Resolve().Region);
        Assert.Equal("Garage", new World().With("EndpointUrl", "https://s3.example").With("Region", "Garage").Resolve().Region);
    }

    [Theory]
    [InlineData("backups", "backups/")]
    [InlineData("/a/b/", "a/b/")]
    [InlineData("/", "")]
    [InlineData("a b/é/", "a b/é/")]
    public void A_prefix_ends_with_a_slash_and_begins_with_none(string given, string expected)
        => Assert.Equal(expected, new World().InEnvironment("S3_BACKUP_PREFIX", given).Resolve().Prefix);

    [Fact]
    public void Keys_may_come_from_two_places_but_with_a_bucket_not_one_alone()
    {
        World world = new World().InFile("AWS_ACCESS_KEY_ID=id").InEnvironment("AWS_SECRET_ACCESS_KEY", "secret").With("Bucket", "bucket");
        BackupSettings settings = world.Resolve();
        Assert.Equal(("id", "secret"), (settings.S3AccessKeyId, settings.S3SecretAccessKey));
        world.Environment.Clear();
        Assert.Equal("AWS_ACCESS_KEY_ID (/srv/hub/.env, line 1) is set, but what belongs to it is not: AWS_SECRET_ACCESS_KEY.", world.Fault());
        Assert.Null(world.With("Bucket", value: null).Resolve().S3SecretAccessKey);
        Assert.Contains("AWS_ACCESS_KEY_ID", new World().InEnvironment("AWS_SECRET_ACCESS_KEY", "secret").With("Bucket", "bucket").Fault(), StringComparison.Ordinal);
    }

    [Fact]
    public void Keys_of_the_command_line_are_not_mixed_with_variables()
    {
        BackupSettings settings = new World().With("S3AccessKeyId", "id").With("S3SecretAccessKey", "secret").InEnvironment("AWS_SESSION_TOKEN", "old").Resolve();
        Assert.Equal(("id", "secret", null), (settings.S3AccessKeyId, settings.S3SecretAccessKey, settings.S3SessionToken));
        Assert.Null(new World().With("S3AccessKeyId", "id").InEnvironment("AWS_SECRET_ACCESS_KEY", "other").Resolve().S3SecretAccessKey);
    }

    [Fact]
    public void A_session_token_counts_only_with_the_keys_of_its_place()
    {
        World world = new World().InEnvironment("AWS_SESSION_TOKEN", "left over").InFile("AWS_ACCESS_KEY_ID=id").InFile("AWS_SECRET_ACCESS_KEY=secret");
        Assert.Null(world.Resolve().S3SessionToken);
        Assert.Equal("own", world.InFile("AWS_SESSION_TOKEN=own").Resolve().S3SessionToken);
        Assert.Null(new World().InEnvironment("AWS_SESSION_TOKEN", "alone").Resolve().S3SessionToken);
    }

    private static HubSetting Shown(BackupSettings settings, string name) => settings.All.Single(setting => setting.Name == name);
}
